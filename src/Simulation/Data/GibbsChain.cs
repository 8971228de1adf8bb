using RbmTheory.Simulation.Kernels.Scalar;
using RbmTheory.Simulation.Random;

namespace RbmTheory.Simulation.Data;

/// <summary>
/// One Markov chain of a <see cref="GibbsSampler"/>. A sweep visits the sites in order and draws each anew from its law
/// given all others, P(v_i = a) ∝ e^{f_a}, f_a = Σ_d J_d (M(v_{i−d}, a) + M(v_{i+d}, a)), one random number each.
/// </summary>
/// <remarks>The exponential is the single-precision one that is alike on every machine: the conditional probabilities are off
/// by 1e−7 of themselves, once J and M are given.</remarks>
public sealed class GibbsChain
{
    private readonly GibbsSampler _sampler;
    private readonly (int Distance, double Strength)[] _couplings;
    private readonly byte[] _state;
    private RandomStream _stream;

    internal GibbsChain(GibbsSampler sampler, RandomStream stream)
    {
        _sampler = sampler;
        _couplings = [.. sampler.Couplings];
        _state = new byte[sampler.Sites];
        _stream = stream;
        foreach (ref byte colour in _state.AsSpan())
            colour = (byte)_stream.NextInt(sampler.Colours);
    }

    /// <summary>The colours now, length N.</summary>
    public ReadOnlySpan<byte> State => _state;

    /// <summary>Visits every site a number of times.</summary>
    /// <param name="sweeps">At least 0.</param>
    /// <exception cref="ArgumentException">The number is negative.</exception>
    public void Sweep(int sweeps = 1)
    {
        Require.AtLeast(sweeps, 0);
        Span<double> fields = stackalloc double[PottsSet.MaximumColours];
        fields = fields[.._sampler.Colours];
        RandomStream local = _stream;
        for (int sweep = 0; sweep < sweeps; sweep++)
        {
            for (int site = 0; site < _state.Length; site++)
            {
                Fields(site, fields);
                Accumulate(fields);
                _state[site] = (byte)PottsRingSampler.Choose(fields, local.NextDouble());
            }
        }

        _stream = local;
    }

    /// <summary>Σ_{i&lt;j} J_{d(i,j)} M(v_i, v_j) = log p(v) + log Z.</summary>
    public double LogWeight()
    {
        double twice = 0;
        Span<double> fields = stackalloc double[_sampler.Colours];
        for (int site = 0; site < _state.Length; site++)
        {
            Fields(site, fields);
            twice += fields[_state[site]];
        }

        return twice / 2;
    }

    /// <summary>The mean over the sites of the ±1 spins of two colours, of cos(2πv/P) for more.</summary>
    public double Magnetisation()
    {
        double sum = 0;
        foreach (byte colour in _state)
            sum += _sampler.Value(colour);
        return sum / _state.Length;
    }

    private void Fields(int site, Span<double> fields)
    {
        fields.Clear();
        foreach ((int distance, double strength) in _couplings)
        {
            int before = site - distance, after = site + distance;
            before += before < 0 ? _state.Length : 0;
            after -= after < _state.Length ? 0 : _state.Length;
            Add(before, strength, fields);
            if (after != before)
                Add(after, strength, fields);
        }
    }

    private void Add(int site, double strength, Span<double> fields)
    {
        ReadOnlySpan<double> row = _sampler.Row(_state[site]);
        for (int colour = 0; colour < fields.Length && colour < row.Length; colour++)
            fields[colour] += strength * row[colour];
    }

    // Logarithms of weights become sums of weights.
    private static void Accumulate(Span<double> fields)
    {
        double highest = fields[0], sum = 0;
        foreach (double field in fields)
            highest = field > highest ? field : highest;
        foreach (ref double field in fields)
            field = sum += Exponential.Exp((float)(field - highest));
    }
}
