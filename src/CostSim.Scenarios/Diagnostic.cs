namespace CostSim.Scenarios;

/// <summary>One mistake, or one doubt, in what a user wrote: where it is, what is wrong and how to mend it.</summary>
/// <param name="Severity">An error stops the run.</param>
/// <param name="Code">Its kind.</param>
/// <param name="Location">Where it was written.</param>
/// <param name="Context">What stands there: <c>input gpu_price, parameter mode</c>; empty when the place says it all.</param>
/// <param name="Message">What is wrong, in one line, with the text as written.</param>
/// <param name="Help">How to mend it, in one line; rows to paste stand on lines of their own.</param>
public sealed record Diagnostic(
    DiagnosticSeverity Severity, DiagnosticCode Code, SourceLocation Location, string Context, string Message, string Help)
{
    /// <summary>As users see it: what, where, how to mend it.</summary>
    public override string ToString() => DiagnosticRenderer.Render(this);
}

/// <summary>Whether a diagnostic stops the run.</summary>
public enum DiagnosticSeverity
{
    /// <summary>Nothing is simulated.</summary>
    Error,

    /// <summary>The run goes on.</summary>
    Warning,
}
