using System.Numerics;
using System.Runtime.CompilerServices;
using CostSim.CostModel.Quantities;

namespace CostSim.CostModel;

/// <summary>
/// A query that starts a conversation of n turns, as an agent's: turn i reads s + (i-1)·g tokens, so that all of them together read
/// n·(s + (n-1)/2·g). Of that, later turns read (n-1)·s + (n-1)(n-2)/2·g again, a share of which is found in a prefix cache.
/// </summary>
internal static class ConversationTurns
{
    /// <summary>Calls of the model in a day: every turn is one.</summary>
    public static Quantity Calls(Quantity queries, Quantity turns) => Formula.Of(new CallsPerDay(), queries, turns).On("turns");

    /// <summary>Tokens that a turn reads in the mean.</summary>
    public static Quantity Prompt(Quantity first, Quantity turns, Quantity growth) =>
        Formula.Of(new MeanPrompt(), first, turns, growth).On("turn");

    /// <summary>Share of them found in a cache.</summary>
    public static Quantity Cached(Quantity first, Quantity cached, Quantity turns, Quantity growth, Quantity again) =>
        Formula.Of(new CachedShare(), first, cached, turns, growth, again).On("turn");

    /// <summary>Images that a turn encodes in the mean: those of the first are kept.</summary>
    public static Quantity Images(Quantity images, Quantity turns) => Formula.Of(new MeanImages(), images, turns).On("turn");

    public readonly struct CallsPerDay : IFormula2
    {
        public string Name => "queries_per_day";

        public string Unit => "query/day";

        public string Text => "queries_per_day × turns";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes queries, Lanes turns) => queries * turns;
    }

    public readonly struct MeanPrompt : IFormula3
    {
        public string Name => "prompt_tokens";

        public string Unit => "token/query";

        public string Text => "prompt_tokens + (turns − 1) / 2 × turn_tokens";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes first, Lanes turns, Lanes growth) => first + 0.5 * (turns - Lanes.One) * growth;
    }

    public readonly struct MeanImages : IFormula2
    {
        public string Name => "images_per_prompt";

        public string Unit => "image/query";

        public string Text => "images_per_prompt / turns";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes images, Lanes turns) => images / turns;
    }

    public readonly struct CachedShare : IFormula5
    {
        /// <summary>Stands for the tokens of conversations without any, so that nothing is divided by 0.</summary>
        private const double Nothing = 1e-9;

        public string Name => "cached_share";

        public string Unit => "1";

        public string Text
        {
            get
            {
                string again = "(turns − 1) × prompt_tokens + (turns − 1) × max(0, turns − 2) / 2 × turn_tokens";
                string all = "turns × prompt_tokens + turns × (turns − 1) / 2 × turn_tokens";
                return $"(cached_share × prompt_tokens + turn_cached_share × ({again})) / max({FormulaText.Number(Nothing)}, {all})";
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes first, Lanes cached, Lanes turns, Lanes growth, Lanes share)
        {
            var later = turns - Lanes.One;
            var again = later * first + later * Vector.MaxNative(Lanes.Zero, turns - new Lanes(2)) * 0.5 * growth;
            var all = turns * first + turns * later * 0.5 * growth;
            return (cached * first + share * again) / Vector.MaxNative(new Lanes(Nothing), all);
        }
    }
}
