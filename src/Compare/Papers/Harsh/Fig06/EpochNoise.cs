using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Likelihoods;
using RbmTheory.Simulation.Random;
using RbmTheory.Theory.ReceptiveFields;

namespace RbmTheory.Compare.Papers.Harsh;

/// <summary>
/// Three place cells that move in the landscape of a data set and are pushed by batches that come once an epoch. At a
/// place x the push of a batch is the slope of its own landscape there, a random function of x; over an epoch these
/// functions sum to the set's own landscape and nothing else. Fields that stay about a place for an epoch therefore
/// feel less noise than batches drawn anew would make, and wells hold them for longer. In steps of dt epochs,
/// <code>
/// δx_m = −D dt ∂(U + V)/∂x_m + Σ_k (a_k cos q_k x_m + b_k sin q_k x_m) + √(2D (1 − s) dt) ζ_m,
/// ⟨a_k²⟩ = ⟨b_k²⟩ ∝ q_k² S_k,   Σ_k ⟨a_k²⟩ = 2D s dt,   Σ_{steps of an epoch} a_k = Σ b_k = 0
/// </code>
/// U and V in units of T; s is the data's share of the noise, the rest being that of the chains; S is the power
/// spectrum of the landscape of a batch. D and T are those of independent noise, to leading order in ν.
/// </summary>
public sealed class EpochNoise
{
    private const int Modes = 10, StepsPerEpoch = 250, ObservationsPerEpoch = 25, Batches = 400;

    private readonly int _sites;
    private readonly double _diffusion, _temperature, _white;
    private readonly double[] _slopes, _amplitudes, _start;
    private readonly TrioPotential _repulsion;

    /// <summary>Sets the motion up, and measures the spectrum on new batches.</summary>
    /// <param name="bump">The field.</param>
    /// <param name="repulsion">V of three of them, in nats.</param>
    /// <param name="potential">U/T at x = 0, 1, …, N − 1.</param>
    /// <param name="diffusion">D of one field, in sites² an epoch.</param>
    /// <param name="temperature">T in nats.</param>
    /// <param name="batch">S_batch, and the number of chains; at least 1.</param>
    /// <param name="seed">Seed of the batches.</param>
    /// <exception cref="ArgumentException">A parameter is out of its range.</exception>
    public EpochNoise(
        PopulationBump bump, TrioPotential repulsion, double[] potential, double diffusion, double temperature,
        int batch, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(bump);
        ArgumentNullException.ThrowIfNull(repulsion);
        ArgumentNullException.ThrowIfNull(potential);
        Require.Length(potential.Length, bump.Weights.Length);
        Require.Positive(diffusion);
        Require.Positive(temperature);
        Require.AtLeast(batch, 1);
        _sites = potential.Length;
        (_diffusion, _temperature, _repulsion) = (diffusion, temperature, repulsion);
        BumpDiffusion noise = new(bump);
        double share = noise.DataVariance / (noise.DataVariance + noise.ModelVariance);
        double perStep = 2 * diffusion / StepsPerEpoch;
        _white = Math.Sqrt((1 - share) * perStep);
        _slopes = [.. potential.Select((_, x) => Slope(potential, x))];
        double[] spectrum = Spectrum(bump, batch, seed);
        _amplitudes = [.. spectrum.Select(s => Math.Sqrt(share * perStep * s / spectrum.Sum()))];
        _start = Deepest(potential);
    }

    /// <summary>
    /// Follows replicas from the deepest wells and returns, replica by replica, ⟨Δx̄²⟩ of the mean place over all starting
    /// times after the settling, and the variance of the separations, in sites². Replicas are independent: the spread
    /// over them is the error of their mean.
    /// </summary>
    /// <param name="epochs">Epochs after the settling.</param>
    /// <param name="settling">Epochs left out.</param>
    /// <param name="lag">In epochs, a multiple of 0.04.</param>
    /// <param name="replicas">At least 2.</param>
    /// <param name="seed">Seed of the noise; one stream a replica.</param>
    /// <param name="stop">Checked at every epoch.</param>
    /// <exception cref="ArgumentException">A parameter is out of its range.</exception>
    public (double Displacement, double Variance)[] Replicas(
        int epochs, int settling, double lag, int replicas, ulong seed, CancellationToken stop)
    {
        Require.AtLeast(replicas, 2);
        int span = Require.InRange((int)Math.Round(lag * ObservationsPerEpoch), 1, epochs * ObservationsPerEpoch - 1);
        (double Displacement, double Variance)[] each = new (double, double)[replicas];
        for (int r = 0; r < replicas; r++)
        {
            RandomStream random = new(seed, StreamPurpose.Other, (ulong)r);
            double[] x = [.. _start];
            List<double> means = [];
            double variance = 0;
            for (int epoch = 0; epoch < settling + epochs; epoch++)
            {
                stop.ThrowIfCancellationRequested();
                double spread = Epoch(x, epoch < settling ? [] : means, ref random);
                variance += epoch < settling ? 0 : spread / epochs;
            }

            each[r] = (
                Enumerable.Range(0, means.Count - span).Average(
                    t => (means[t + span] - means[t]) * (means[t + span] - means[t])),
                variance);
        }

        return each;
    }

    /// <summary>
    /// One epoch; adds the mean place at every observation, and returns the mean variance of the gaps.
    /// </summary>
    private double Epoch(double[] x, List<double> means, ref RandomStream random)
    {
        double[] pushes = Pushes(ref random);
        double variance = 0;
        double[] force = new double[x.Length];
        for (int step = 0; step < StepsPerEpoch; step++)
        {
            for (int m = 0; m < x.Length; m++)
                force[m] = At(_slopes, x[m]);
            for (int m = 0; m < x.Length; m++)
            {
                int next = (m + 1) % x.Length;
                double gap = x[next] - x[m] + (next == 0 ? _sites : 0), pull = _repulsion.Slope(gap) / _temperature;
                force[m] -= pull;
                force[next] += pull;
                variance += (gap - _sites / 3.0) * (gap - _sites / 3.0) / x.Length / StepsPerEpoch;
            }

            ReadOnlySpan<double> push = pushes.AsSpan(step * 2 * Modes, 2 * Modes);
            for (int m = 0; m < x.Length; m++)
            {
                x[m] += Pushed(push, x[m]) - _diffusion / StepsPerEpoch * force[m] + _white * random.NextGaussian();
            }

            if ((step + 1) % (StepsPerEpoch / ObservationsPerEpoch) == 0)
                means.Add(x.Average());
        }

        return variance;
    }

    /// <summary>a_k and b_k of every step of an epoch, each summing to zero.</summary>
    private double[] Pushes(ref RandomStream random)
    {
        double[] pushes = new double[StepsPerEpoch * 2 * Modes], means = new double[2 * Modes];
        for (int p = 0; p < pushes.Length; p++)
        {
            pushes[p] = _amplitudes[p % (2 * Modes) / 2] * random.NextGaussian();
            means[p % (2 * Modes)] += pushes[p] / StepsPerEpoch;
        }

        for (int p = 0; p < pushes.Length; p++)
            pushes[p] -= means[p % (2 * Modes)];
        return pushes;
    }

    // cos and sin of the multiples of an angle, one after another.
    private double Pushed(ReadOnlySpan<double> push, double x)
    {
        (double sine, double cosine) = Math.SinCos(2 * Math.PI * x / _sites);
        double s = 0, c = 1, sum = 0;
        for (int k = 0; k < Modes; k++)
        {
            (c, s) = (c * cosine - s * sine, s * cosine + c * sine);
            sum += push[2 * k] * c + push[2 * k + 1] * s;
        }

        return sum;
    }

    /// <summary>q_k² S_k, k = 1, 2, …, from batches of their own.</summary>
    private double[] Spectrum(PopulationBump bump, int batch, ulong seed)
    {
        IsingRingSampler sampler = new(_sites, bump.Beta);
        double[] spectrum = new double[Modes];
        for (int b = 0; b < Batches; b++)
        {
            SpinSet rows = sampler.SampleSet(batch, seed + (ulong)b, StreamPurpose.Data);
            double[] landscape = TurnedField.LogLikelihoods(bump.Weights, rows);
            for (int k = 1; k <= Modes; k++)
            {
                double q = 2 * Math.PI * k / _sites, c = 0, s = 0;
                for (int x = 0; x < _sites; x++)
                    (c, s) = (c + landscape[x] * Math.Cos(q * x), s + landscape[x] * Math.Sin(q * x));
                spectrum[k - 1] += q * q * (c * c + s * s);
            }
        }

        return spectrum;
    }

    private double[] Deepest(double[] potential)
    {
        (double Energy, double[] Places) deepest = (double.PositiveInfinity, []);
        for (int first = 0; first < _sites; first++)
        {
            for (int second = first + 1; second < _sites; second++)
            {
                for (int third = second + 1; third < _sites; third++)
                {
                    double energy = potential[first] + potential[second] + potential[third]
                        + (_repulsion.Of(second - first) + _repulsion.Of(third - second)
                            + _repulsion.Of(_sites - third + first)) / _temperature;
                    if (energy < deepest.Energy)
                        deepest = (energy, [first, second, third]);
                }
            }
        }

        return deepest.Places;
    }

    // Of fourth order in the spacing of the sites.
    private static double Slope(double[] values, int x)
    {
        double Of(int by) => values[(x + by + values.Length) % values.Length];
        return (8 * (Of(1) - Of(-1)) - (Of(2) - Of(-2))) / 12;
    }

    private double At(double[] values, double place)
    {
        double floor = Math.Floor(place), part = place - floor;
        int index = (int)(floor - _sites * Math.Floor(floor / _sites));
        return values[index] + part * (values[(index + 1) % _sites] - values[index]);
    }
}
