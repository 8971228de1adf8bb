namespace RbmTheory.Compare.Lab;

/// <summary>Turns the fraction of itself that a run reports into the cost it has got through.</summary>
/// <param name="monitor">Is told the cost.</param>
/// <param name="experiment">The run's experiment.</param>
/// <param name="cost">The cost of the whole run.</param>
public sealed class RunProgress(IRunMonitor monitor, string experiment, double cost) : IProgress<double>
{
    private double _last;

    /// <inheritdoc/>
    public void Report(double value)
    {
        monitor.Advanced(experiment, (value - _last) * cost);
        _last = value;
    }
}
