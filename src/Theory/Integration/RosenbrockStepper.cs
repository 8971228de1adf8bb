namespace RbmTheory.Theory.Integration;

/// <summary>One step of the method of a <see cref="RosenbrockTableau"/> and the memory it needs.</summary>
internal sealed class RosenbrockStepper(RosenbrockTableau tableau, IStiffField field, IntegrationOptions options)
    : Interpolant, IStepper
{
    // A step whose factorisation is too inaccurate is tried again a little shorter.
    private const double Retreat = 0.9;

    private readonly int _dimension = field.Dimension;
    private readonly ErrorScale _scale = new(options);
    private readonly double[] _stages = new double[tableau.Stages * field.Dimension];
    private readonly double[] _velocity = new double[field.Dimension];
    private readonly double[] _factors = new double[field.FactorLength];
    private readonly double[] _bend = new double[field.Dimension];
    private double[] _state = new double[field.Dimension];
    private double[] _trial = new double[field.Dimension];
    private StepController _controller = new(tableau.Order, previousError: 1);
    private bool _factored;

    public ReadOnlySpan<double> State => _state;

    public int Evaluations { get; private set; }

    public double MaxVelocity { get; private set; }

    public void Start(double time, ReadOnlySpan<double> state)
    {
        state.CopyTo(_state);
        _controller = new StepController(tableau.Order, previousError: 1);
        Evaluate(time);
    }

    /// <summary>A hundredth of |w| / |dw/dt|: the controller is quick to lengthen it.</summary>
    public double InitialStep(double time)
    {
        double size = _scale.Norm(_state, _state), speed = _scale.Norm(_velocity, _state);
        return size < 1e-5 || speed < 1e-5 ? 1e-6 : 0.01 * size / speed;
    }

    public double Try(double time, double step)
    {
        _factored = field.FactorShifted(1 / (step * tableau.Gamma), _state, _factors);
        if (!_factored)
            return double.PositiveInfinity;

        for (int i = 0; i < tableau.Stages; i++)
        {
            Span<double> stage = Stage(i);
            if (i == 0)
            {
                _velocity.CopyTo(stage);
            }
            else
            {
                _state.CopyTo(_trial, 0);
                Accumulate(_trial, tableau.StateWeights(i), 1);
                field.Velocity(time, _trial, stage);
                Evaluations++;
                Accumulate(stage, tableau.SlopeWeights(i), 1 / step);
            }

            field.SolveShifted(_factors, stage);
        }

        // The last stage is the error, and completes the solution.
        Span<double> error = Stage(tableau.Stages - 1);
        SpanMath.AddScaled(_trial, 1, error);
        return _scale.Norm(error, _state, _trial);
    }

    public DenseStep Dense(double time, double nextTime) => new(this, time, nextTime, _state, _trial);

    /// <summary>w(t + θh) = (1 − θ)w + θ(w₁ + (1 − θ)(k_1 + θ(k_2 + θ(k_3 + …)))), k_p = Σ_j h_pj u_j.</summary>
    public override void Interpolate(in DenseStep step, double theta, Span<double> state)
    {
        Array.Clear(_bend);
        for (int p = tableau.DenseTerms - 1; p >= 0; p--)
        {
            foreach (ref double value in _bend.AsSpan())
                value *= theta;
            Accumulate(_bend, tableau.DenseWeights(p), 1);
        }

        for (int i = 0; i < state.Length; i++)
            state[i] = ((1 - theta) * step.Start[i]) + (theta * (step.End[i] + ((1 - theta) * _bend[i])));
    }

    public double Accept(double step, double error)
    {
        (_state, _trial) = (_trial, _state);
        Evaluate(0);
        return step * _controller.Accept(error);
    }

    public double Reject(double step, double error) => step * (_factored ? _controller.Reject(error) : Retreat);

    private Span<double> Stage(int i) => _stages.AsSpan(i * _dimension, _dimension);

    private void Evaluate(double time)
    {
        field.Velocity(time, _state, _velocity);
        Evaluations++;
        MaxVelocity = SpanMath.LargestMagnitude(_velocity);
    }

    private void Accumulate(Span<double> target, ReadOnlySpan<double> weights, double factor)
    {
        for (int j = 0; j < weights.Length; j++)
        {
            if (weights[j] != 0)
                SpanMath.AddScaled(target, factor * weights[j], Stage(j));
        }
    }
}
