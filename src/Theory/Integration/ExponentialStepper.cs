namespace RbmTheory.Theory.Integration;

/// <summary>
/// A pair of steps of Krogstad's method against one of twice the length, see <see cref="ExponentialRungeKutta"/>, and
/// the memory they need, allocated once.
/// </summary>
internal sealed class ExponentialStepper : Interpolant, IStepper
{
    // When the step changes, the φ functions are computed again: a smaller growth of the step does not repay that.
    private const double WorthwhileGrowth = 1.2;

    private readonly ISemilinearField _field;
    private readonly IntegrationOptions _options;
    private StepController _controller = new(ExponentialRungeKutta.Order);
    private readonly int _dimension;
    private readonly double[] _rates;
    private readonly DiagonalCoefficients _whole;
    private readonly DiagonalCoefficients _half;
    private readonly double[] _scratch;
    private readonly double[] _middleModes;
    private readonly double[] _coarse;
    private readonly double[][] _first; // the modes of N at the four stages of the first half
    private readonly double[][] _second; // and of the second half, and at the end
    private readonly double[][] _once; // and of the step of twice the length
    private double[] _modes;
    private double[] _nextModes;
    private double[] _state;
    private double[] _nextState;

    public ExponentialStepper(ISemilinearField field, IntegrationOptions options)
    {
        _field = field;
        _options = options;
        _dimension = field.Dimension;
        _rates = field.Rates.ToArray();
        Require.Length(_rates.Length, _dimension, "field.Rates.Length");
        (_whole, _half) = (new DiagonalCoefficients(_rates), new DiagonalCoefficients(_rates));
        double[][] vectors = [.. Enumerable.Range(0, 19).Select(_ => new double[_dimension])];
        (_modes, _nextModes, _state, _nextState) = (vectors[0], vectors[1], vectors[2], vectors[3]);
        (_scratch, _middleModes, _coarse) = (vectors[4], vectors[5], vectors[6]);
        (_first, _second, _once) = (vectors[7..11], vectors[11..16], [vectors[7], .. vectors[16..19]]);
    }

    public ReadOnlySpan<double> State => _state;

    public int Evaluations { get; private set; }

    public double MaxVelocity { get; private set; }

    public void Start(double time, ReadOnlySpan<double> state)
    {
        state.CopyTo(_state);
        _field.ToModes(_state, _modes);
        Evaluate(_first[0], time, _state);
        MaxVelocity = LargestVelocity();
    }

    /// <summary>
    /// Computes the state a step later, and returns its error over what is allowed: +∞ if not finite.
    /// </summary>
    public double Try(double time, double step)
    {
        DiagonalCoefficients.Prepare(_half, _whole, step);
        double middle = time + (0.5 * step), end = time + step;
        Advance(_whole, _modes, _once, time, step, _coarse);
        Advance(_half, _modes, _first, time, 0.5 * step, _middleModes);
        EvaluateModes(_second[0], middle, _middleModes);
        Advance(_half, _middleModes, _second, middle, 0.5 * step, _nextModes);
        for (int k = 0; k < _dimension; k++)
        {
            double error = (_nextModes[k] - _coarse[k]) / 15;
            _scratch[k] = error;
            _nextModes[k] += error;
        }

        EvaluateModes(_second[4], end, _nextModes);
        _field.FromModes(_scratch, _scratch);
        return ErrorNorm();
    }

    public DenseStep Dense(double time, double nextTime) => new(this, time, nextTime, _state, _nextState);

    /// <summary>
    /// Within the half that the time falls in; the correction by extrapolation is added in proportion to the time
    /// elapsed, so that the ends are those of the step.
    /// </summary>
    public override void Interpolate(in DenseStep step, double theta, Span<double> state)
    {
        double half = 0.5 * (step.EndTime - step.StartTime), elapsed = 2 * theta * half;
        ExponentialHalfStep second = new(_middleModes, _second);
        bool isFirst = elapsed <= half;
        ExponentialHalfStep part = isFirst ? new(_modes, _first) : second;
        double inPart = isFirst ? elapsed : elapsed - half;
        for (int k = 0; k < _dimension; k++)
        {
            double correction = _nextModes[k] - second.At(k, _rates[k], half, half);
            _scratch[k] = part.At(k, _rates[k], inPart, half) + (theta * correction);
        }

        _field.FromModes(_scratch, state);
    }

    /// <summary>Moves to the state just tried, whose nonlinear part is the last slope.</summary>
    public double Accept(double step, double error)
    {
        (_state, _nextState) = (_nextState, _state);
        (_modes, _nextModes) = (_nextModes, _modes);
        (_first[0], _second[4]) = (_second[4], _first[0]);
        _once[0] = _first[0];
        MaxVelocity = LargestVelocity();
        double factor = _controller.Accept(error);
        return step * (factor is >= 1 and < WorthwhileGrowth ? 1 : factor);
    }

    public double Reject(double step, double error) => step * _controller.Reject(error);

    /// <summary>
    /// A hundredth of the time in which the nonlinear part changes the state, and no more than the shortest time of the
    /// linear one. L is exact in a longer step too, but N changes with the modes that decay in it, and the error
    /// estimate would miss this: a rough start is therefore resolved from its shortest decay time on, by steps that
    /// grow fivefold each.
    /// </summary>
    public double InitialStep(double time)
    {
        _field.FromModes(_first[0], _scratch);
        double size = 0, speed = 0;
        for (int i = 0; i < _dimension; i++)
        {
            double allowed = Allowed(Math.Abs(_state[i]));
            size = Math.Max(size, Math.Abs(_state[i] / allowed));
            speed = Math.Max(speed, Math.Abs(_scratch[i] / allowed));
        }

        double slow = speed == 0 ? double.PositiveInfinity : 0.01 * Math.Max(size, 1) / speed;
        return Math.Min(slow, 1 / SpanMath.LargestMagnitude(_rates));
    }

    // One transform.
    private double LargestVelocity()
    {
        _first[0].CopyTo(_scratch, 0);
        DiagonalMath.AddProduct(_scratch, _rates, _modes);
        _field.FromModes(_scratch, _scratch);
        return SpanMath.LargestMagnitude(_scratch);
    }

    // One step of Krogstad's method from `from`, with N there in slopes[0], to `to`; the other slopes are filled.
    private void Advance(
        DiagonalCoefficients c, double[] from, double[][] slopes, double time, double step, double[] to)
    {
        double middle = time + (0.5 * step);
        DiagonalMath.Product(to, c.ExpHalf, from);
        DiagonalMath.AddProduct(to, c.A21, slopes[0]);
        EvaluateModes(slopes[1], middle, to);

        DiagonalMath.Product(to, c.ExpHalf, from);
        DiagonalMath.AddProduct(to, c.A31, slopes[0]);
        DiagonalMath.AddProduct(to, c.A32, slopes[1]);
        EvaluateModes(slopes[2], middle, to);

        DiagonalMath.Product(to, c.Exp, from);
        DiagonalMath.AddProduct(to, c.A41, slopes[0]);
        DiagonalMath.AddProduct(to, c.A43, slopes[2]);
        EvaluateModes(slopes[3], time + step, to);

        DiagonalMath.Product(to, c.Exp, from);
        DiagonalMath.AddProduct(to, c.B1, slopes[0]);
        DiagonalMath.AddProduct(to, c.B23, slopes[1]);
        DiagonalMath.AddProduct(to, c.B23, slopes[2]);
        DiagonalMath.AddProduct(to, c.B4, slopes[3]);
    }

    private void EvaluateModes(double[] slope, double time, double[] modes)
    {
        _field.FromModes(modes, _nextState);
        Evaluate(slope, time, _nextState);
    }

    private void Evaluate(double[] slope, double time, double[] state)
    {
        _field.Nonlinear(time, state, slope);
        _field.ToModes(slope, slope);
        Evaluations++;
    }

    private double ErrorNorm()
    {
        double sum = 0;
        for (int i = 0; i < _dimension; i++)
        {
            double scaled = _scratch[i] / Allowed(Math.Max(Math.Abs(_state[i]), Math.Abs(_nextState[i])));
            sum += (scaled * scaled) + (0 * _nextState[i]); // not a number if the state is not finite
        }

        double norm = Math.Sqrt(sum / _dimension);
        return double.IsFinite(norm) ? norm : double.PositiveInfinity;
    }

    private double Allowed(double amplitude) => _options.AbsoluteTolerance + (_options.RelativeTolerance * amplitude);
}
