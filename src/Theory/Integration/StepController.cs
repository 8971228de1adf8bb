namespace RbmTheory.Theory.Integration;

/// <summary>
/// The proportional–integral control of the step (Gustafsson; Hairer and Wanner II, section IV.2), q the order:
/// <code>
/// h_{n+1} = h_n · 0.9 · err_n^{−0.7/q} · err_{n−1}^{0.4/q},   the factor being kept in [0.2, 5]
/// </code>
/// err being the error over what is allowed. The second power damps the alternation of accepted and rejected steps
/// where stability, not accuracy, limits the step: there a relaxation to a steady state spends most of its time.
/// </summary>
internal struct StepController(int order, double previousError = StepController.SmallestPreviousError)
{
    private const double Safety = 0.9;
    private const double SmallestFactor = 0.2;
    private const double LargestFactor = 5;

    // Bounds the effect of a step with almost no error, which would shorten the next step.
    private const double SmallestPreviousError = 1e-4;

    private double _previousError = previousError;
    private bool _afterRejection;

    /// <summary>The factor to the next step after one whose error was within what is allowed.</summary>
    public double Accept(double error)
    {
        double factor = Safety * Math.Pow(error, -0.7 / order) * Math.Pow(_previousError, 0.4 / order);
        factor = Math.Clamp(factor, SmallestFactor, _afterRejection ? 1 : LargestFactor);
        _previousError = Math.Max(error, SmallestPreviousError);
        _afterRejection = false;
        return factor;
    }

    /// <summary>The factor to the next try after an error, possibly infinite, beyond what is allowed.</summary>
    public double Reject(double error)
    {
        _afterRejection = true;
        return Math.Max(SmallestFactor, Safety * Math.Pow(error, -1.0 / order));
    }
}
