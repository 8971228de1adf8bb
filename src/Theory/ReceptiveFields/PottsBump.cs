using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;
using RbmTheory.Theory.Learning;

namespace RbmTheory.Theory.ReceptiveFields;

/// <summary>
/// The steady field of one hidden unit on the XY ring, <see cref="PottsPopulationFlow"/>: localised on a site and on a
/// colour, learned from infinitely many configurations, with no fit. It is found by Anderson's acceleration of
/// w ← w + γ F(w), the last steps being combined so that their velocities cancel best. The start, a sech along the ring
/// times a cosine over the colours, has the symmetries of the field about its site and its colour, and so have all
/// steps: nothing is left to move it along the ring or over the colours.
/// </summary>
/// <remarks>
/// For real h the shape is found at a given θ, and <see cref="ThetaVelocity"/> tells how the likelihood of the best
/// field changes with θ. Together they would converge badly: larger weights with smaller h and a larger θ are nearly
/// the same machine, and θ relaxes several hundred times more slowly than the shape.
/// </remarks>
public sealed class PottsBump
{
    // In units of P: 1/P is the slope of the model term for h² = 1, the largest rate. With real h the amplitude of the
    // whole field relaxes some hundred times faster than that.
    private const double SpinStep = 0.5, RealStep = 0.01;

    // Plain steps at first, which climb the likelihood: the accelerated ones find any rest, w = 0 as well.
    private const int PlainSteps = 40;

    // The field relaxes at rates from 1/P down to a hundredth of that; it starts at about its own width.
    private const int Memory = 40, MostSteps = 600;
    // The sites, the colours and the sign come in pairs: that many fewer steps are independent.
    private const int Symmetries = 8;
    private const double StartWidth = 5, StartAmplitude = 0.6;

    private PottsBump(PottsPopulationFlow flow, double theta, double tolerance)
    {
        (Flow, Theta) = (flow, theta);
        double[] state = new double[flow.Dimension];
        for (int i = 0; i < flow.Sites; i++)
        {
            double shape = StartAmplitude / Math.Cosh((i - (flow.Sites / 2)) / StartWidth);
            for (int v = 0; v < flow.States; v++)
                state[(i * flow.States) + v] = shape * Math.Cos(2 * Math.PI * v / flow.States);
        }

        if (flow.DoubleWell)
            state[^1] = theta;
        double[] velocity = Solve(flow, state, tolerance);
        Weights = state[..(flow.Sites * flow.States)];
        ThetaVelocity = flow.DoubleWell ? velocity[^1] : 0;
        LogLikelihood = flow.LogLikelihood(state);
    }

    /// <summary>The flow at rest.</summary>
    public PottsPopulationFlow Flow { get; }

    /// <summary>w_iv at [iP + v], in the zero-sum gauge, largest at site ⌊N/2⌋ and colour 0.</summary>
    public double[] Weights { get; }

    /// <summary>θ, as given; 0 for h = ±1.</summary>
    public double Theta { get; }

    /// <summary>θ̇ in units of ν = dL/dθ of the best field; 0 for h = ±1.</summary>
    public double ThetaVelocity { get; }

    /// <summary>Mean log-likelihood, in nats per configuration.</summary>
    public double LogLikelihood { get; }

    /// <summary>The steady field of h = ±1.</summary>
    /// <param name="sites">N; at least 3.</param>
    /// <param name="states">P; at least 2.</param>
    /// <param name="beta">β, finite and &gt; 0.</param>
    /// <param name="tolerance">Largest |velocity| left; &gt; 0, above 1e-11.</param>
    /// <exception cref="ArgumentException">A parameter is out of its range.</exception>
    /// <exception cref="InvalidOperationException">The iteration does not come to rest.</exception>
    public static PottsBump OfSpins(int sites, int states, double beta, double tolerance = 1e-9)
        => new(new PottsPopulationFlow(sites, states, beta, doubleWell: false), 0, Require.Positive(tolerance));

    /// <summary>The steady field of real h, U = ½h² + θ|h|, at a given θ.</summary>
    /// <param name="sites">N; at least 3.</param>
    /// <param name="states">P; at least 2.</param>
    /// <param name="beta">β, finite and &gt; 0.</param>
    /// <param name="theta">θ, finite.</param>
    /// <param name="tolerance">Largest |velocity| left; &gt; 0, above 1e-11.</param>
    /// <exception cref="ArgumentException">A parameter is out of its range.</exception>
    /// <exception cref="InvalidOperationException">The iteration does not come to rest.</exception>
    public static PottsBump OfDoubleWell(
        int sites, int states, double beta, double theta, double tolerance = 1e-9)
        => new(new PottsPopulationFlow(sites, states, beta, doubleWell: true), Require.Finite(theta),
            Require.Positive(tolerance));

    /// <summary>Moves the weights of a state to rest and returns its velocity there.</summary>
    private static double[] Solve(PottsPopulationFlow flow, double[] state, double tolerance)
    {
        int n = flow.Sites * flow.States;
        double step = (flow.DoubleWell ? RealStep : SpinStep) * flow.States;
        Vector<double>? lastState = null, lastForce = null;
        Queue<Vector<double>> moves = [], changes = [];
        double[] velocity = new double[flow.Dimension];
        for (int count = 0; count < MostSteps; count++)
        {
            flow.Velocity(0, state, velocity);
            if (velocity.Take(n).Max(Math.Abs) < tolerance)
                return velocity;
            var here = Vector<double>.Build.Dense(n, i => state[i]);
            var force = Vector<double>.Build.Dense(n, i => step * velocity[i]);
            if (lastState is not null && count > PlainSteps)
            {
                moves.Enqueue(here - lastState);
                changes.Enqueue(force - lastForce);
                if (moves.Count > Math.Min(Memory, n / Symmetries))
                    _ = (moves.Dequeue(), changes.Dequeue());
            }

            (lastState, lastForce) = (here, force);
            Next(here, force, moves, changes).AsArray().CopyTo(state, 0);
        }

        throw new InvalidOperationException("the field does not come to rest");
    }

    /// <summary>w + F − (ΔW + ΔF) c, where c makes F − ΔF c least.</summary>
    private static Vector<double> Next(
        Vector<double> state, Vector<double> force, Queue<Vector<double>> moves, Queue<Vector<double>> changes)
    {
        if (moves.Count == 0)
            return state + force;
        Matrix<double> change = Matrix<double>.Build.DenseOfColumnVectors(changes);
        Vector<double> share = change.QR(QRMethod.Thin).Solve(force);
        return state + force - ((change + Matrix<double>.Build.DenseOfColumnVectors(moves)) * share);
    }
}
