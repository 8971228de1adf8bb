using RbmTheory.Simulation.Random;

namespace RbmTheory.Compare.Papers.Decelle;

/// <summary>
/// A machine of Gaussian units of variance 1 on both sides, h | s ~ N(Wᵀs, 1) and s | h ~ N(Wh, 1), with its chains:
/// the trainer of the simulation has data of bits and colours only.
/// </summary>
internal sealed class GaussianMachine
{
    private readonly double[] _weights, _chains, _inputs;
    private RandomStream _stream;

    /// <summary>A machine with chains of independent units of variance 1.</summary>
    /// <param name="weights">W, w_iμ = weights[μN + i].</param>
    /// <param name="sites">N.</param>
    /// <param name="chains">How many.</param>
    /// <param name="seed">Of everything random.</param>
    public GaussianMachine(double[] weights, int sites, int chains, ulong seed)
    {
        (_weights, Sites, Hidden) = ([.. weights], sites, weights.Length / sites);
        _chains = new double[chains * sites];
        _inputs = new double[Hidden];
        _stream = new(seed, StreamPurpose.Chains, 0);
        Restart(1);
    }

    /// <summary>N.</summary>
    public int Sites { get; }

    /// <summary>M.</summary>
    public int Hidden { get; }

    /// <summary>W.</summary>
    public ReadOnlySpan<double> Weights => _weights;

    /// <summary>s of the chains, N numbers each.</summary>
    public ReadOnlySpan<double> Chains => _chains;

    /// <summary>Starts the chains anew from independent units.</summary>
    /// <param name="variance">Of each.</param>
    public void Restart(double variance)
    {
        double deviation = Math.Sqrt(variance);
        foreach (ref double s in _chains.AsSpan())
            s = deviation * _stream.NextGaussian();
    }

    /// <summary>Moves every chain by some sweeps: hidden units given the visible ones, then these given
    /// those.</summary>
    /// <param name="sweeps">How many.</param>
    public void Sweep(int sweeps)
    {
        for (int first = 0; first < _chains.Length; first += Sites)
        {
            Span<double> s = _chains.AsSpan(first, Sites);
            for (int sweep = 0; sweep < sweeps; sweep++)
                Sweep(s);
        }
    }

    private void Sweep(Span<double> s)
    {
        for (int mu = 0; mu < Hidden; mu++)
        {
            double input = 0;
            for (int i = 0; i < s.Length; i++)
                input += _weights[(mu * Sites) + i] * s[i];
            _inputs[mu] = input + _stream.NextGaussian();
        }

        for (int i = 0; i < s.Length; i++)
        {
            double input = 0;
            for (int mu = 0; mu < Hidden; mu++)
                input += _weights[(mu * Sites) + i] * _inputs[mu];
            s[i] = input + _stream.NextGaussian();
        }
    }

    /// <summary>
    /// An update: W ← W + ν (⟨s sᵀ⟩_data − ⟨s sᵀ⟩_chains) W, as Wᵀs is the mean of h given s.
    /// </summary>
    /// <param name="dataMoments">⟨s sᵀ⟩ of the data, row by row.</param>
    /// <param name="learningRate">ν.</param>
    public void Update(ReadOnlySpan<double> dataMoments, double learningRate)
    {
        double[] moments = Moments(_chains, Sites), step = new double[_weights.Length];
        for (int mu = 0; mu < Hidden; mu++)
        {
            for (int i = 0; i < Sites; i++)
            {
                for (int j = 0; j < Sites; j++)
                    step[(mu * Sites) + i] += (dataMoments[(i * Sites) + j] - moments[(i * Sites) + j])
                        * _weights[(mu * Sites) + j];
            }
        }

        for (int k = 0; k < step.Length; k++)
            _weights[k] += learningRate * step[k];
    }

    /// <summary>⟨s sᵀ⟩, row by row.</summary>
    /// <param name="rows">s, N numbers each.</param>
    /// <param name="sites">N.</param>
    public static double[] Moments(ReadOnlySpan<double> rows, int sites)
    {
        double[] moments = new double[sites * sites];
        for (int first = 0; first < rows.Length; first += sites)
        {
            ReadOnlySpan<double> s = rows.Slice(first, sites);
            for (int i = 0; i < sites; i++)
            {
                for (int j = 0; j < sites; j++)
                    moments[(i * sites) + j] += s[i] * s[j];
            }
        }

        double count = rows.Length / sites;
        return Array.ConvertAll(moments, m => m / count);
    }
}
