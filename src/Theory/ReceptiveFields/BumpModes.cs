using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;
using RbmTheory.Theory.Learning;

namespace RbmTheory.Theory.ReceptiveFields;

/// <summary>
/// The relaxation modes of the place cell, −∂F/∂w u_a = λ_a u_a with λ ascending, and the noise of one configuration in
/// that basis. The first mode, a = 0, is the translation along the ring, which only the lattice restores.
/// </summary>
internal sealed class BumpModes
{
    public BumpModes(PopulationBump bump)
    {
        ArgumentNullException.ThrowIfNull(bump);
        int n = bump.Weights.Length;
        Weights = Vector<double>.Build.DenseOfArray(bump.Weights);
        Flow = new PopulationFlow(n, bump.Beta);
        double[] jacobian = new double[n * n];
        Flow.Jacobian(bump.Weights, jacobian);
        Evd<double> evd = Matrix<double>.Build.Dense(n, n, jacobian).Multiply(-1).Evd(Symmetricity.Symmetric);
        Rates = [.. evd.EigenValues.Select(value => value.Real)];
        if (!(Rates[0] > 0))
            throw new ArgumentException($"slowest rate = {Rates[0]}, but it should be positive: a stable bump");
        Vectors = evd.EigenVectors;
        Data = Vectors.TransposeThisAndMultiply(GradientNoise.OverData(bump.Weights, bump.Beta)).Multiply(Vectors);
        Model = Vectors.TransposeThisAndMultiply(GradientNoise.OverModel(bump.Weights)).Multiply(Vectors);
    }

    /// <summary>w.</summary>
    public Vector<double> Weights { get; }

    /// <summary>The exact flow, of one unit.</summary>
    public PopulationFlow Flow { get; }

    /// <summary>λ_a &gt; 0, ascending, in units of ν.</summary>
    public double[] Rates { get; }

    /// <summary>u_a, in columns.</summary>
    public Matrix<double> Vectors { get; }

    /// <summary>Covariance of v tanh I over the data.</summary>
    public Matrix<double> Data { get; }

    /// <summary>The same over the model.</summary>
    public Matrix<double> Model { get; }
}
