namespace RbmTheory.Theory.Integration;

/// <summary>Receives every accepted step of an exponential integration, in order.</summary>
/// <param name="step">The step, valid during the call only.</param>
public delegate void ExponentialStepObserver(ExponentialStep step);

/// <summary>
/// An accepted step and the solution inside it. In either half the nonlinear part is the parabola through its values at
/// the start, in the middle and at the end, as in the method itself,
/// <code>
/// N(t + θh) = N_0 + θ p_1 + θ² p_2,   u(t + θh) = e^{θz} u + θh [φ_1(θz) N_0 + φ_2(θz) θ p_1 + 2 φ_3(θz) θ² p_2]
/// </code>
/// off by O(h⁴) inside; the correction by extrapolation is added in proportion to the time elapsed, so that the ends
/// are those of the step. It views the integrator's memory: copy what is to be kept.
/// </summary>
public readonly ref struct ExponentialStep
{
    private readonly ISemilinearField _field;
    private readonly double[] _rates;
    private readonly Half _first;
    private readonly Half _second;
    private readonly double[] _endModes;
    private readonly double[] _scratch;

    internal ExponentialStep(
        ISemilinearField field, double[] rates, double startTime, double endTime, ReadOnlySpan<double> start,
        ReadOnlySpan<double> end, Half first, Half second, double[] endModes, double[] scratch)
    {
        _field = field;
        _rates = rates;
        _first = first;
        _second = second;
        _endModes = endModes;
        _scratch = scratch;
        StartTime = startTime;
        EndTime = endTime;
        Start = start;
        End = end;
    }

    /// <summary>The time at which the step starts.</summary>
    public double StartTime { get; }

    /// <summary>The time at which the step ends.</summary>
    public double EndTime { get; }

    /// <summary>The state at <see cref="StartTime"/>.</summary>
    public ReadOnlySpan<double> Start { get; }

    /// <summary>The state at <see cref="EndTime"/>.</summary>
    public ReadOnlySpan<double> End { get; }

    /// <summary>Interpolates the solution; allocates nothing.</summary>
    /// <param name="time">A time in [<see cref="StartTime"/>, <see cref="EndTime"/>].</param>
    /// <param name="state">Receives w at that time; as long as the state.</param>
    /// <exception cref="ArgumentException">The time is outside the step, or the length is another.</exception>
    public void Interpolate(double time, Span<double> state)
    {
        if (!(time >= StartTime && time <= EndTime))
            throw Require.Error(nameof(time), time, $"in [{StartTime}, {EndTime}]");
        Require.Length(state.Length, Start.Length);

        double half = 0.5 * (EndTime - StartTime), elapsed = time - StartTime;
        bool isFirst = elapsed <= half;
        Half part = isFirst ? _first : _second;
        double inPart = isFirst ? elapsed : elapsed - half;
        for (int k = 0; k < _scratch.Length; k++)
        {
            double correction = _endModes[k] - _second.At(k, _rates[k], half, half);
            _scratch[k] = part.At(k, _rates[k], inPart, half) + (0.5 * elapsed / half * correction);
        }

        _field.FromModes(_scratch, state);
    }

    /// <summary>One of the two steps that make the whole: its start, and the modes of N at its stages.</summary>
    internal readonly record struct Half(double[] Modes, double[][] Slopes)
    {
        public double At(int k, double rate, double elapsed, double length)
        {
            double first = Slopes[0][k], middle = 0.5 * (Slopes[1][k] + Slopes[2][k]), last = Slopes[3][k];
            double p1 = (4 * middle) - (3 * first) - last, p2 = 2 * (first + last - (2 * middle));
            double theta = elapsed / length;
            PhiFunctions phi = PhiFunctions.At(elapsed * rate);
            return (phi.Exp * Modes[k])
                + (elapsed * ((phi.Phi1 * first) + (theta * ((phi.Phi2 * p1) + (2 * theta * phi.Phi3 * p2)))));
        }
    }
}
