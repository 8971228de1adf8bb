namespace RbmTheory.Theory.Integration;

/// <summary>
/// One step of the Taylor series w(t + h) = Σ_{k≤K} a_k h^k, explicit and of order K. The step is the longest that
/// keeps the last two terms within the tolerances, h = min_{k = K−1, K} ‖a_k‖^{−1/k}, so that hardly any is refused;
/// the order follows the tolerance. At the edge of stability, |λ|h ≈ 0.37K, the terms of the fast modes are at the
/// tolerance.
/// </summary>
internal sealed class TaylorStepper : Interpolant, IStepper
{
    // Orders beyond gain nothing in double precision.
    private const int MinimumOrder = 6;
    private const int MaximumOrder = 24;

    // The series is cut where its last term is still above the error, by about one part in |λ|h: no other safety is
    // needed, but for the rounding of the comparison itself.
    private const double Rounding = 1e-9;

    private readonly ITaylorField _field;
    private readonly ErrorScale _scale;
    private readonly int _dimension;
    private readonly int _order;
    private readonly double[] _coefficients;
    private readonly double[] _scratch;
    private double[] _state;
    private double[] _trial;
    private double _longest;

    public TaylorStepper(ITaylorField field, IntegrationOptions options)
    {
        _field = field;
        _scale = new ErrorScale(options);
        _dimension = field.Dimension;
        // The cost of a step grows as K², its length at a given error as ε^{1/K}: the best K grows as ln 1/ε.
        double digits = -Math.Log10(Math.Min(1, options.RelativeTolerance));
        _order = (int)Math.Clamp(Math.Round(1.5 * digits) + 1, MinimumOrder, MaximumOrder);
        _coefficients = new double[(_order + 1) * _dimension];
        _scratch = new double[field.SeriesScratch(_order)];
        _state = new double[_dimension];
        _trial = new double[_dimension];
    }

    public ReadOnlySpan<double> State => _state;

    public int Evaluations { get; private set; }

    public double MaxVelocity { get; private set; }

    public void Start(double time, ReadOnlySpan<double> state)
    {
        state.CopyTo(_state);
        Expand();
    }

    public double InitialStep(double time) => _longest;

    public double Try(double time, double step)
    {
        Interpolate(step, _trial);
        if (double.IsInfinity(SpanMath.LargestMagnitude(_trial)))
            return double.PositiveInfinity;
        return step <= _longest * (1 + Rounding) ? 1 : Math.Pow(step / _longest, _order);
    }

    public DenseStep Dense(double time, double nextTime) => new(this, time, nextTime, _state, _trial);

    public override void Interpolate(in DenseStep step, double theta, Span<double> state)
        => Interpolate(theta * (step.EndTime - step.StartTime), state);

    public double Accept(double step, double error)
    {
        (_state, _trial) = (_trial, _state);
        Expand();
        return _longest;
    }

    public double Reject(double step, double error) => Math.Min(_longest, 0.5 * step);

    private Span<double> Term(int k) => _coefficients.AsSpan(k * _dimension, _dimension);

    // Horner's scheme, the highest power first.
    private void Interpolate(double step, Span<double> state)
    {
        Term(_order).CopyTo(state);
        for (int k = _order - 1; k >= 0; k--)
            SpanMath.ScaleAndAdd(state, step, Term(k));
    }

    private void Expand()
    {
        _state.CopyTo(_coefficients, 0);
        _field.Series(_order, _coefficients, _scratch);
        Evaluations++;
        MaxVelocity = SpanMath.LargestMagnitude(Term(1));
        _longest = Math.Min(Longest(_order - 1), Longest(_order));
    }

    // Where a term vanishes nothing limits the step but the end.
    private double Longest(int k) => Math.Pow(_scale.Norm(Term(k), _state), -1.0 / k);
}
