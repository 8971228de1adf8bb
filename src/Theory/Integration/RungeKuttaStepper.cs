namespace RbmTheory.Theory.Integration;

/// <summary>
/// One step of the method of a <see cref="ButcherTableau"/> and the memory it needs, allocated once: the state, the
/// state tried, and the slopes k_i of the stages.
/// </summary>
internal sealed class RungeKuttaStepper(ButcherTableau tableau, IVectorField field, IntegrationOptions options)
{
    private readonly int _dimension = field.Dimension;
    private readonly double[] _slopes = new double[tableau.Stages * field.Dimension];
    private readonly double[] _error = new double[field.Dimension];
    private double[] _state = new double[field.Dimension];
    private double[] _trial = new double[field.Dimension];

    public ReadOnlySpan<double> State => _state;

    public int Evaluations { get; private set; }

    /// <summary>max|dw/dt| at the state, +∞ where it is not finite.</summary>
    public double MaxVelocity { get; private set; }

    public double MaxAmplitude => LargestMagnitude(_state);

    private ReadOnlySpan<double> Velocity => Slope(0);

    public void Start(double time, ReadOnlySpan<double> state)
    {
        state.CopyTo(_state);
        Evaluate(0, time, _state);
        MaxVelocity = LargestMagnitude(Velocity);
    }

    /// <summary>Computes the state a step later, and returns its error over what is allowed: +∞ if not
    /// finite.</summary>
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
    public DenseStep Dense(double time, double nextTime) => new(tableau, time, nextTime, _state, _trial, _slopes);

    /// <summary>Moves to the state just tried, whose velocity is the last slope.</summary>
    public void Accept()
    {
        (_state, _trial) = (_trial, _state);
        Slope(tableau.Stages - 1).CopyTo(Slope(0));
        MaxVelocity = LargestMagnitude(Velocity);
    }

    /// <summary>
    /// The first step, from the sizes of w, dw/dt and d²w/dt² (Hairer, Nørsett and Wanner I, section II.4).
    /// </summary>
    public double InitialStep(double time)
    {
        double size = ScaledNorm(_state);
        double speed = ScaledNorm(Velocity);
        double guess = size < 1e-5 || speed < 1e-5 ? 1e-6 : 0.01 * size / speed;

        Span<double> slope = Slope(1);
        for (int i = 0; i < _dimension; i++)
            _trial[i] = _state[i] + (guess * Velocity[i]);
        Evaluate(1, time + guess, _trial);
        for (int i = 0; i < _dimension; i++)
            slope[i] = (slope[i] - Velocity[i]) / guess;

        double largest = Math.Max(speed, ScaledNorm(slope));
        if (!double.IsFinite(largest))
            return guess;
        double step = largest <= 1e-15
            ? Math.Max(1e-6, 1e-3 * guess)
            : Math.Pow(0.01 / largest, 1.0 / tableau.Order);
        return Math.Min(100 * guess, step);
    }

    private static double LargestMagnitude(ReadOnlySpan<double> values)
    {
        double largest = 0;
        foreach (double value in values)
            largest = Math.Max(largest, Math.Abs(value)); // Math.Max hands a NaN on
        return double.IsNaN(largest) ? double.PositiveInfinity : largest;
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
        double sum = 0;
        for (int i = 0; i < _dimension; i++)
        {
            if (!double.IsFinite(_trial[i]))
                return double.PositiveInfinity;
            double scaled = _error[i] / Allowed(Math.Max(Math.Abs(_state[i]), Math.Abs(_trial[i])));
            sum += scaled * scaled;
        }

        double norm = Math.Sqrt(sum / _dimension);
        return double.IsFinite(norm) ? norm : double.PositiveInfinity;
    }

    private double ScaledNorm(ReadOnlySpan<double> values)
    {
        double sum = 0;
        for (int i = 0; i < _dimension; i++)
        {
            double scaled = values[i] / Allowed(Math.Abs(_state[i]));
            sum += scaled * scaled;
        }

        return Math.Sqrt(sum / _dimension);
    }

    private double Allowed(double amplitude) => options.AbsoluteTolerance + (options.RelativeTolerance * amplitude);
}
