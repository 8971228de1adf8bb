using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;
using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Simulation.Tests.Observables;

/// <summary>
/// The Gibbs chain of a small machine of units 0 and 1 with nothing sampled: the visible kernel of one sweep,
/// T(v, v′) = Σ_h p(h|v) p(v′|h), 2^N × 2^N, and its spectrum. Bit i of a state is unit i. It shares no code with what it
/// checks.
/// </summary>
internal sealed class ExactChain
{
    private readonly int _sites, _hidden;
    private readonly double[,] _weights;
    private readonly double[] _visibleFields, _hiddenFields;
    private readonly double[] _eigenvalues;
    private readonly Matrix<double> _modes;

    public ExactChain(double[,] weights, double[] visibleFields, double[] hiddenFields)
    {
        (_weights, _visibleFields, _hiddenFields) = (weights, visibleFields, hiddenFields);
        (_sites, _hidden) = (visibleFields.Length, hiddenFields.Length);
        int states = 1 << _sites, codes = 1 << _hidden;
        FreeEnergies = [.. Enumerable.Range(0, states).Select(FreeEnergy)];
        double[] law = Array.ConvertAll(FreeEnergies, f => Math.Exp(-f));
        Law = Array.ConvertAll(law, p => p / law.Sum());
        Matrix<double> up = Matrix<double>.Build.Dense(states, codes, (v, h) => Product(_hidden, h, j => HiddenInput(v, j)));
        Matrix<double> down = Matrix<double>.Build.Dense(codes, states, (h, v) => Product(_sites, v, i => VisibleInput(h, i)));
        Kernel = up * down;
        // Detailed balance: √p(v) T(v, v′) /√p(v′) is symmetric.
        Evd<double> spectrum = Matrix<double>.Build.Dense(states, states,
            (v, w) => Math.Sqrt(Law[v]) * Kernel[v, w] / Math.Sqrt(Law[w])).Evd(Symmetricity.Symmetric);
        _eigenvalues = [.. spectrum.EigenValues.Select(x => x.Real)];
        _modes = spectrum.EigenVectors;
    }

    /// <summary>T, a row a state that is left.</summary>
    public Matrix<double> Kernel { get; }

    /// <summary>p(v).</summary>
    public double[] Law { get; }

    /// <summary>−log Σ_h e^{−E(v, h)}.</summary>
    public double[] FreeEnergies { get; }

    /// <summary>All eigenvalues of T, in ascending order; the last is 1.</summary>
    public IReadOnlyList<double> Eigenvalues => _eigenvalues;

    /// <summary>A machine of the same numbers.</summary>
    public Rbm Machine
    {
        get
        {
            Rbm machine = new(new(BinaryUnit.Instance, _sites, fields: true), new(BinaryUnit.Instance, _hidden, fields: true));
            for (int j = 0; j < _hidden; j++)
            {
                for (int i = 0; i < _sites; i++)
                    machine.FieldOf(j)[i] = (float)_weights[i, j];
                machine.Parameters.HiddenFields[j] = (float)_hiddenFields[j];
            }

            for (int i = 0; i < _sites; i++)
                machine.Parameters.VisibleFields[i] = (float)_visibleFields[i];
            return machine;
        }
    }

    /// <summary>ρ(t) and τ_int of a number of the state, from its parts along the modes of T.</summary>
    public (Func<int, double> Correlation, double Time) Memory(double[] number)
    {
        (double Value, double Part)[] parts = [.. Enumerable.Range(0, Law.Length - 1).Select(k =>
        {
            double along = Enumerable.Range(0, Law.Length).Sum(v => Math.Sqrt(Law[v]) * number[v] * _modes[v, k]);
            return (_eigenvalues[k], along * along);
        })];
        double variance = parts.Sum(p => p.Part);
        return (t => parts.Sum(p => p.Part * Math.Pow(Math.Max(0, p.Value), t)) / variance,
            0.5 + parts.Sum(p => p.Part * p.Value / (1 - p.Value)) / variance);
    }

    /// <summary>⟨f⟩ over p.</summary>
    public double Mean(IEnumerable<double> number) => number.Zip(Law, (f, p) => f * p).Sum();

    /// <summary>u·v of every state.</summary>
    public double[] Projection(double[] direction)
        => [.. Enumerable.Range(0, Law.Length).Select(v => Enumerable.Range(0, _sites).Sum(i => (v >> i & 1) * direction[i]))];

    private double HiddenInput(int v, int j)
        => _hiddenFields[j] + Enumerable.Range(0, _sites).Sum(i => (v >> i & 1) * _weights[i, j]);

    private double VisibleInput(int h, int i)
        => _visibleFields[i] + Enumerable.Range(0, _hidden).Sum(j => (h >> j & 1) * _weights[i, j]);

    private double FreeEnergy(int v)
        => -Enumerable.Range(0, _sites).Sum(i => (v >> i & 1) * _visibleFields[i])
            - Enumerable.Range(0, _hidden).Sum(j => Math.Log(1 + Math.Exp(HiddenInput(v, j))));

    /// <summary>The probability of a state of independent units with given inputs.</summary>
    private static double Product(int units, int state, Func<int, double> input)
        => Enumerable.Range(0, units).Aggregate(1.0, (product, i)
            => product / (1 + Math.Exp((state >> i & 1) == 1 ? -input(i) : input(i))));
}
