using ScottPlot;

namespace CostSim.Cli.Pictures;

/// <summary>The house style: the one place with colours, fonts and sizes. Lengths are in points, two pixels each.</summary>
internal static class Theme
{
    /// <summary>Pixels per point.</summary>
    public const float Scale = 2;

    public const float Width = 800;
    public const float Height = 450;
    public const float Margin = 24;

    /// <summary>Least distance between two labels of a row.</summary>
    public const float LabelGap = 10;

    public const int MostTicks = 8;

    public static readonly Color Ground = Colors.White;
    public static readonly Color Ink = Color.FromHex("#222222");
    public static readonly Color QuietInk = Color.FromHex("#5A5A5A");
    public static readonly Color Rule = Color.FromHex("#8C8C8C");
    public static readonly Color Grid = Color.FromHex("#E3E3E3");
    public static readonly Color Accent = Color.FromHex("#0072B2");
    public static readonly Color AccentLight = Color.FromHex("#A6CEE5");
    public static readonly Color AccentFaint = Color.FromHex("#DCEBF4");

    /// <summary>What raises the cost, and what lowers it.</summary>
    public static readonly Color Raises = Color.FromHex("#D55E00");
    public static readonly Color Lowers = Accent;

    public static readonly TextStyle Title = new(18, Bold: true, Ink);
    public static readonly TextStyle Subtitle = new(14, Bold: false, QuietInk);
    public static readonly TextStyle Label = new(14, Bold: false, Ink);
    public static readonly TextStyle StrongLabel = new(14, Bold: true, Ink);
    public static readonly TextStyle Tick = new(13, Bold: false, Ink);
    public static readonly TextStyle Note = new(12, Bold: false, QuietInk);
    public static readonly TextStyle StrongNote = new(12, Bold: true, Ink);
    public static readonly TextStyle Footer = new(11, Bold: false, QuietInk);
    public static readonly TextStyle Figure = new(56, Bold: true, Accent);

    /// <summary>Okabe and Ito 2008, safe for colour-blind readers; grey stands for their black.</summary>
    private static readonly Color[] Categories =
    [
        Color.FromHex("#56B4E9"), Color.FromHex("#0072B2"), Color.FromHex("#E69F00"), Color.FromHex("#999999"),
        Color.FromHex("#009E73"), Color.FromHex("#CC79A7"), Color.FromHex("#D55E00"), Color.FromHex("#F0E442"),
    ];

    /// <summary>The colour of the i-th category.</summary>
    public static Color Category(int i) => Categories[i % Categories.Length];

    /// <summary>Ink that reads well on a ground of this colour.</summary>
    public static Color InkOn(Color ground) => 0.299 * ground.R + 0.587 * ground.G + 0.114 * ground.B > 125 ? Ink : Colors.White;
}

/// <summary>How a label is written; size in points.</summary>
internal readonly record struct TextStyle(float Size, bool Bold, Color Colour)
{
    /// <summary>Distance between the baselines of two lines.</summary>
    public float LineHeight => Size * 1.25f;
}
