using MathNet.Numerics.LinearAlgebra;

namespace RbmTheory.Theory.Integration;

/// <summary>What <see cref="SteadyState"/> found.</summary>
public sealed record SteadyStateResult
{
    private readonly IGradientFlow _flow;

    internal SteadyStateResult(
        IGradientFlow flow, double[] state, double residual, double[] pinningForces, int iterations, bool converged)
    {
        _flow = flow;
        State = state;
        Residual = residual;
        PinningForces = pinningForces;
        Iterations = iterations;
        Converged = converged;
    }

    /// <summary>w, finite.</summary>
    public double[] State { get; }

    /// <summary>max|F|, the largest velocity left, that along the modes included.</summary>
    public double Residual { get; }

    /// <summary>
    /// p = −μ, one number a mode: the velocity F = Kp that is left along the normalised modes, positive when the flow
    /// moves the state along +K. Zero iff the state is steady.
    /// </summary>
    public double[] PinningForces { get; }

    /// <summary>The number of Newton steps made.</summary>
    public int Iterations { get; }

    /// <summary>Whether the force is within the tolerance, that along the modes not counted.</summary>
    public bool Converged { get; }

    /// <summary>The eigenvalues of the Jacobian at <see cref="State"/>, all modes included, descending: stable iff ≤
    /// 0.</summary>
    /// <returns>As many numbers as the state has.</returns>
    public double[] Eigenvalues()
    {
        int n = State.Length;
        var jacobian = new double[n * n];
        _flow.Jacobian(State, jacobian);
        // The matrix is symmetric: its rows can stand for its columns.
        var evd = Matrix<double>.Build.Dense(n, n, jacobian).Evd(Symmetricity.Symmetric);
        return [.. evd.EigenValues.Select(value => value.Real).OrderDescending()];
    }
}
