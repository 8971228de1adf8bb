using RbmTheory.Compare.Lab;
using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Observables;
using RbmTheory.Simulation.Random;

namespace RbmTheory.Compare.Papers.Harsh;

/// <summary>Fig. 13: XY data and the top eigenvector of their sample covariance, as their number grows.</summary>
internal static class Fig13Samples
{
    private const int Block = 1024;

    /// <summary>The eigenvectors of one growing set, as <c>vector</c> and S.</summary>
    /// <param name="settings">The ring and its S.</param>
    /// <param name="run">Seed of the samples; stops the run.</param>
    public static Dictionary<string, double[]> Map(GrowingXySamples settings, RunContext run)
    {
        Dictionary<string, double[]> series = [];
        SampledXySpectrum spectrum = Sample(settings, run,
            (size, vector) => series[$"vector{size}"] = [.. vector.Select(e => Math.Round(e, 5))]);
        series["top"] = spectrum.Top;
        series["plane"] = spectrum.Plane;
        return series;
    }

    /// <summary>Eigenvalues and shares of one growing set.</summary>
    /// <param name="settings">The ring and its S.</param>
    /// <param name="run">Seed of the samples; stops the run.</param>
    public static SampledXySpectrum Sample(GrowingXySamples settings, RunContext run)
        => Sample(settings, run, (_, _) => { });

    /// <summary>One set of samples, observed whenever their number reaches the next of the list.</summary>
    private static SampledXySpectrum Sample(GrowingXySamples settings, RunContext run, Action<int, double[]> observe)
    {
        PottsRingSampler ring = PottsRingSampler.Xy(settings.Sites, settings.States, settings.Beta);
        PottsCovariance covariance = new(settings.Sites, settings.States);
        List<double> tops = [], plane = [];
        foreach (int size in settings.Sizes)
        {
            Grow(covariance, ring, settings.Sites, size, run);
            run.Stop.ThrowIfCancellationRequested();
            LeadingEigenpair pair = new(covariance.Matrix());
            double projection = Alignment.WithFirstAngularMode(pair.Vector, settings.States);
            tops.Add(pair.Value);
            plane.Add(projection * projection);
            observe(size, pair.Vector.ToArray());
            run.Progress.Report((double)tops.Count / settings.Sizes.Count);
        }

        return new([.. tops], [.. plane]);
    }

    private static void Grow(PottsCovariance covariance, PottsRingSampler ring, int sites, int size, RunContext run)
    {
        byte[] rows = new byte[Block * sites];
        while (covariance.Rows < size)
        {
            run.Stop.ThrowIfCancellationRequested();
            Span<byte> block = rows.AsSpan(0, sites * (int)Math.Min(Block, size - covariance.Rows));
            ring.SampleRows((ulong)covariance.Rows, run.Seed, StreamPurpose.Data, block);
            for (int place = 0; place < block.Length; place += sites)
                covariance.Add<byte>(block.Slice(place, sites));
        }
    }
}
