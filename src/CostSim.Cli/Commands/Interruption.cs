using System.Runtime.InteropServices;

namespace CostSim.Cli.Commands;

/// <summary>Turns Ctrl-C and SIGTERM into a cancellation, so that a run ends in order and nothing is left half-written.</summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration _interrupt;
    private readonly PosixSignalRegistration _terminate;
    private volatile bool _isTermination;

    public Interruption()
    {
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Cancel);
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Cancel);
    }

    public CancellationToken Token => _source.Token;

    /// <summary>The exit code after a cancellation.</summary>
    public ExitCode ExitCode => _isTermination ? ExitCode.Terminated : ExitCode.Interrupted;

    /// <summary>Does work that cannot be stopped midway; an interruption ends the wait for it at once.</summary>
    /// <exception cref="OperationCanceledException">Interrupted.</exception>
    public T WaitFor<T>(Func<T> work) => Task.Run(work, Token).WaitAsync(Token).GetAwaiter().GetResult();

    public void Dispose()
    {
        _interrupt.Dispose();
        _terminate.Dispose();
        _source.Dispose();
    }

    private void Cancel(PosixSignalContext signal)
    {
        signal.Cancel = true;
        _isTermination = signal.Signal == PosixSignal.SIGTERM;
        _source.Cancel();
    }
}
