namespace RbmTheory.Theory.Integration;

/// <summary>
/// Taylor series while accuracy limits the step, a Rosenbrock method where only stability would. Once the steps of the
/// series have stopped growing, a Rosenbrock step is tried that is longer by the ratio of the costs, and kept if its
/// error allows.
/// </summary>
internal sealed class RelaxationStepper(TaylorStepper series, RosenbrockStepper implicitSteps) : IStepper
{
    // A Rosenbrock step costs about as much as this many Taylor steps.
    private const double CostRatio = 4;

    // The steps of the series have stopped growing when this many in a row are within a twentieth of the one before.
    private const int Patience = 6;
    private const double Standstill = 0.05;

    // Once made, the choice is kept until it is clearly the worse one.
    private const double Hysteresis = 0.5;

    private IStepper _current = series;
    private double _explicitStep;
    private int _standing;
    private bool _probing;

    public ReadOnlySpan<double> State => _current.State;

    public int Evaluations => series.Evaluations + implicitSteps.Evaluations;

    public double MaxVelocity => _current.MaxVelocity;

    public void Start(double time, ReadOnlySpan<double> state)
    {
        _current = series;
        _standing = 0;
        _probing = false;
        series.Start(time, state);
    }

    public double InitialStep(double time) => _explicitStep = series.InitialStep(time);

    public double Try(double time, double step) => _current.Try(time, step);

    public DenseStep Dense(double time, double nextTime) => _current.Dense(time, nextTime);

    public double Accept(double step, double error)
    {
        double next = _current.Accept(step, error);
        if (_current == series)
            return AfterSeries(next);
        _probing = false;
        return next >= Hysteresis * CostRatio * _explicitStep ? next : BackToSeries();
    }

    public double Reject(double step, double error)
    {
        double next = _current.Reject(step, error);
        bool tooDear = _current != series && (_probing || next < Hysteresis * CostRatio * _explicitStep);
        return tooDear ? BackToSeries() : next;
    }

    private double AfterSeries(double next)
    {
        _standing = Math.Abs(next - _explicitStep) < Standstill * _explicitStep ? _standing + 1 : 0;
        _explicitStep = next;
        if (_standing < Patience)
            return next;
        _standing = 0;
        _probing = true;
        implicitSteps.Start(0, series.State);
        _current = implicitSteps;
        return CostRatio * next;
    }

    // Where the trial step was rejected, the series is still at the same state.
    private double BackToSeries()
    {
        if (!_probing)
            series.Start(0, implicitSteps.State);
        _probing = false;
        // Wait for more steps than the first time before the next trial.
        _standing = -4 * Patience;
        _current = series;
        return _explicitStep = series.InitialStep(0);
    }
}
