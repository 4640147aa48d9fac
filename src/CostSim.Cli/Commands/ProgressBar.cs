using Spectre.Console;

namespace CostSim.Cli.Commands;

/// <summary>A bar on stderr that follows a run; silent where nobody watches.</summary>
internal sealed class ProgressBar : IDisposable
{
    private const int RefreshMilliseconds = 100;

    private readonly long _trials;
    private readonly Thread? _painter;
    private readonly ManualResetEventSlim _end = new();
    private long _done;

    private ProgressBar(long trials, bool isShown)
    {
        _trials = trials;
        if (isShown)
        {
            _painter = new Thread(Paint) { IsBackground = true, Name = "progress" };
            _painter.Start();
        }
    }

    public static ProgressBar Start(long trials, bool isShown) => new(trials, isShown);

    /// <summary>Tells the number of trials done; any thread may.</summary>
    public void Report(long done) => Interlocked.Exchange(ref _done, Math.Max(done, Interlocked.Read(ref _done)));

    public void Dispose()
    {
        _end.Set();
        _painter?.Join();
        _end.Dispose();
    }

    private void Paint()
    {
        // Short runs need no bar.
        if (_end.Wait(3 * RefreshMilliseconds))
        {
            return;
        }
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        console.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(context =>
            {
                var task = context.AddTask("simulating", maxValue: _trials);
                while (!_end.Wait(RefreshMilliseconds))
                {
                    task.Value = Interlocked.Read(ref _done);
                }
            });
    }
}
