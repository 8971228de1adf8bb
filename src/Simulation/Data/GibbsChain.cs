using RbmTheory.Simulation.Random;

namespace RbmTheory.Simulation.Data;

/// <summary>
/// One Markov chain of a <see cref="GibbsSampler"/>. A sweep visits the sites in order and draws each unit anew from
/// its law given all others, with one random number.
/// </summary>
public sealed class GibbsChain
{
    private readonly HeatBath _heatBath;
    private readonly byte[] _state;
    private readonly double[] _scratch;
    private RandomStream _stream;

    internal GibbsChain(int sites, HeatBath heatBath, RandomStream stream)
    {
        _heatBath = heatBath;
        _state = new byte[sites];
        _scratch = new double[heatBath.ScratchLength];
        _stream = stream;
        foreach (ref byte colour in _state.AsSpan())
            colour = (byte)_stream.NextInt(heatBath.Colours);
    }

    /// <summary>The colours now, length N.</summary>
    public ReadOnlySpan<byte> State => _state;

    /// <summary>Visits every site a number of times.</summary>
    /// <param name="sweeps">At least 0.</param>
    /// <exception cref="ArgumentException">The number is negative.</exception>
    public void Sweep(int sweeps = 1)
    {
        Require.AtLeast(sweeps, 0);
        RandomStream local = _stream;
        for (int sweep = 0; sweep < sweeps; sweep++)
        {
            for (int site = 0; site < _state.Length; site++)
            {
                ReadOnlySpan<double> cumulative = _heatBath.Cumulative(_state, site, _scratch);
                _state[site] = (byte)PottsRingSampler.Choose(cumulative, local.NextDouble());
            }
        }

        _stream = local;
    }

    /// <summary>Σ_{i&lt;j} J_{d(i,j)} M(v_i, v_j) = log p(v) + log Z.</summary>
    public double LogWeight()
    {
        double twice = 0;
        for (int site = 0; site < _state.Length; site++)
        {
            _heatBath.Fields(_state, site, _scratch);
            twice += _scratch[_state[site]];
        }

        return twice / 2;
    }

    /// <summary>The mean over the sites of the ±1 spins of two colours, of cos(2πv/P) for more.</summary>
    public double Magnetisation()
    {
        int colours = _heatBath.Colours;
        double sum = 0;
        foreach (byte colour in _state)
            sum += colours == 2 ? 2 * colour - 1 : Math.Cos(2 * Math.PI * colour / colours);
        return sum / _state.Length;
    }
}
