namespace RbmTheory.Theory.Integration;

/// <summary>
/// One step of the method of a <see cref="ButcherTableau"/> and the memory it needs, allocated once: the state, the
/// state tried, and the slopes k_i of the stages.
/// </summary>
internal sealed class RungeKuttaStepper(ButcherTableau tableau, IVectorField field, IntegrationOptions options)
    : Interpolant, IStepper
{
    private readonly int _dimension = field.Dimension;
    private readonly double[] _slopes = new double[tableau.Stages * field.Dimension];
    private readonly ErrorScale _scale = new(options);
    private readonly double[] _error = new double[field.Dimension];
    private double[] _state = new double[field.Dimension];
    private double[] _trial = new double[field.Dimension];
    private StepController _controller = new(tableau.Order);

    public ReadOnlySpan<double> State => _state;

    public int Evaluations { get; private set; }

    /// <summary>max|dw/dt| at the state, +∞ where it is not finite.</summary>
    public double MaxVelocity { get; private set; }

    private ReadOnlySpan<double> Velocity => Slope(0);

    public void Start(double time, ReadOnlySpan<double> state)
    {
        state.CopyTo(_state);
        Evaluate(0, time, _state);
        MaxVelocity = SpanMath.LargestMagnitude(Velocity);
    }

    /// <summary>
    /// Computes the state a step later, and returns its error over what is allowed: +∞ if not finite.
    /// </summary>
    public double Try(double time, double step)
    {
        for (int stage = 1; stage < tableau.Stages; stage++)
        {
            _state.CopyTo(_trial, 0);
            Accumulate(_trial, tableau.StageWeights(stage), step);
            Evaluate(stage, time + (tableau.Nodes[stage] * step), _trial);
        }

        // The row of the last stage is b: what it was evaluated at is the solution.
        return ErrorNorm(step);
    }

    /// <summary>The step just tried, with its interpolant.</summary>
    public DenseStep Dense(double time, double nextTime) => new(this, time, nextTime, _state, _trial);

    /// <summary>w(t + θh) = w + h Σ_i b_i(θ) k_i.</summary>
    public override void Interpolate(in DenseStep step, double theta, Span<double> state)
    {
        step.Start.CopyTo(state);
        double length = step.EndTime - step.StartTime;
        for (int stage = 0; stage < tableau.Stages; stage++)
            SpanMath.AddScaled(state, length * tableau.DenseWeight(stage, theta), Slope(stage));
    }

    /// <summary>Moves to the state just tried, whose velocity is the last slope.</summary>
    public double Accept(double step, double error)
    {
        (_state, _trial) = (_trial, _state);
        Slope(tableau.Stages - 1).CopyTo(Slope(0));
        MaxVelocity = SpanMath.LargestMagnitude(Velocity);
        return step * _controller.Accept(error);
    }

    public double Reject(double step, double error) => step * _controller.Reject(error);

    /// <summary>
    /// The first step, from the sizes of w, dw/dt and d²w/dt² (Hairer, Nørsett and Wanner I, section II.4).
    /// </summary>
    public double InitialStep(double time)
    {
        double size = _scale.Norm(_state, _state);
        double speed = _scale.Norm(Velocity, _state);
        double guess = size < 1e-5 || speed < 1e-5 ? 1e-6 : 0.01 * size / speed;

        Span<double> slope = Slope(1);
        for (int i = 0; i < _dimension; i++)
            _trial[i] = _state[i] + (guess * Velocity[i]);
        Evaluate(1, time + guess, _trial);
        for (int i = 0; i < _dimension; i++)
            slope[i] = (slope[i] - Velocity[i]) / guess;

        double largest = Math.Max(speed, _scale.Norm(slope, _state));
        if (!double.IsFinite(largest))
            return guess;
        double step = largest <= 1e-15
            ? Math.Max(1e-6, 1e-3 * guess)
            : Math.Pow(0.01 / largest, 1.0 / tableau.Order);
        return Math.Min(100 * guess, step);
    }

    private Span<double> Slope(int stage) => _slopes.AsSpan(stage * _dimension, _dimension);

    private void Evaluate(int stage, double time, double[] state)
    {
        field.Velocity(time, state, Slope(stage));
        Evaluations++;
    }

    private void Accumulate(Span<double> target, ReadOnlySpan<double> weights, double step)
    {
        for (int stage = 0; stage < weights.Length; stage++)
        {
            if (weights[stage] != 0)
                SpanMath.AddScaled(target, step * weights[stage], Slope(stage));
        }
    }

    private double ErrorNorm(double step)
    {
        Array.Clear(_error);
        Accumulate(_error, tableau.ErrorWeights, step);
        return _scale.Norm(_error, _state, _trial);
    }
}
