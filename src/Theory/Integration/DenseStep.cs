namespace RbmTheory.Theory.Integration;

/// <summary>Receives every accepted step of an integration, in order.</summary>
/// <param name="step">The step, valid during the call only.</param>
public delegate void StepObserver(DenseStep step);

/// <summary>
/// An accepted step and the solution inside it, by the continuous extension of the method. It views the integrator's
/// own memory: copy what is to be kept.
/// </summary>
public readonly ref struct DenseStep
{
    private readonly Interpolant _interpolant;

    internal DenseStep(
        Interpolant interpolant, double startTime, double endTime, ReadOnlySpan<double> start, ReadOnlySpan<double> end)
    {
        _interpolant = interpolant;
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

        double step = EndTime - StartTime;
        _interpolant.Interpolate(this, step > 0 ? (time - StartTime) / step : 1, state);
    }
}
