using BenchmarkDotNet.Attributes;
using RbmTheory.Theory.Integration;
using RbmTheory.Theory.Learning;
using RbmTheory.Theory.ReceptiveFields;

namespace RbmTheory.Benchmarks;

/// <summary>
/// An integration to its end, at the loosest tolerance, a power of ten, whose error at the middle time is within a
/// bound.
/// </summary>
public abstract class Integration
{
    /// <summary>The bound on the error.</summary>
    [Params(1e-6, 1e-8, 1e-10)]
    public double Bound { get; set; }

    private IntegrationOptions _options = new();

    internal abstract Problem Problem { get; }

    /// <summary>The tolerance chosen and the error it gives.</summary>
    internal (double Tolerance, double Error) Choice { get; private set; }

    /// <summary>Chooses the tolerance.</summary>
    [GlobalSetup]
    public void Choose()
    {
        for (double tolerance = 1e-3; tolerance > 1e-13; tolerance /= 10)
        {
            _options = new() { RelativeTolerance = tolerance, AbsoluteTolerance = tolerance / 100 };
            double error = Problem.Error(Solve(Problem.Middle, _options).State);
            Choice = (tolerance, error);
            if (error <= Bound)
                return;
        }
    }

    /// <summary>The run that is timed.</summary>
    [Benchmark]
    public IntegrationResult Run() => Solve(Problem.End, _options);

    internal abstract IntegrationResult Solve(double end, IntegrationOptions options);
}

/// <summary>The lattice equation (37), N = 100, to t = 2000.</summary>
public class Ring : Integration
{
    private readonly SmallBetaFlow _flow = new(100);

    internal override Problem Problem => Problems.Ring;

    internal override IntegrationResult Solve(double end, IntegrationOptions options)
        => RelaxationIntegrator.Integrate(_flow, Problem.Start, 0, end, options);
}

/// <summary>The continuum equation (38), L = 40, second differences on 256 points, to t = 200.</summary>
public class Pde : Integration
{
    private readonly ReactionDiffusion _flow = new(40, 256, 1, LaplacianSymbol.SecondDifference);

    internal override Problem Problem => Problems.Pde;

    internal override IntegrationResult Solve(double end, IntegrationOptions options)
        => ExponentialRungeKutta.Integrate(_flow, Problem.Start, 0, end, options);
}

/// <summary>One velocity of the infinite-data flow at N = 100, β = 1, on the bump that Fig. 3(a) tends to.</summary>
public class PopulationVelocity
{
    private readonly PopulationFlow _flow = new(100, 1);
    private readonly double[] _weights = PopulationBump.SiteCentred(100, 1).Weights;
    private readonly double[] _velocity = new double[100];

    /// <summary>E[v_i tanh I] − tanh w_i at every site.</summary>
    [Benchmark]
    public void Velocity() => _flow.Velocity(0, _weights, _velocity);
}
