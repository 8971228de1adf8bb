using RbmTheory.Compare.Training;
using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Observables;
using RbmTheory.Simulation.Random;

namespace RbmTheory.Compare.Sampling;

/// <summary>Samples against as many data, and as many other data against the same.</summary>
/// <param name="Rows">S, as many of each.</param>
/// <param name="Samples">How far the samples are from the data.</param>
/// <param name="Floor">How far the other data are.</param>
/// <param name="DataActivity">The fraction of units of the data at their higher value.</param>
internal sealed record QualityComparison(
    int Rows, SampleQuality Samples, SampleQuality Floor, double DataActivity)
{
    private const ulong OfOrder = 19UL << 40, OfTriples = 20UL << 40;

    /// <summary>Compares the first rows of samples with data drawn without replacement.</summary>
    /// <param name="samples">The samples, of as many units as the data and of the same kind.</param>
    /// <param name="data">The data.</param>
    /// <param name="settings">What the data are, and the seed of the choice of rows and triples.</param>
    /// <param name="most">Most rows of each.</param>
    /// <exception cref="InputException">There are too few rows.</exception>
    public static QualityComparison Of(TrainingData samples, TrainingData data, TrainingSettings settings, int most)
    {
        int rows = Math.Min(most, Math.Min(samples.Samples, data.Samples / 2));
        if (rows < 2)
            throw new InputException($"there are {samples.Samples} samples and {data.Samples} data, but there should "
                + "be at least 2 and 4");
        IBatchSource drawn = data.Batches(
            rows, new RandomStream(settings.Seed, StreamPurpose.Other, OfOrder).NextUInt64());
        drawn.BeginEpoch(0);
        RandomStream triples = new(settings.Seed, StreamPurpose.Other, OfTriples);
        PictureShape? shape = settings.Shape?.Require(data.Sites) ?? data.Shape
            ?? (settings.Data is RingSpec ? new(1, data.Sites) : null);
        QualityReference reference = new(
            Batch(drawn, 0), data.Unit, shape is null ? null : (shape.Rows, shape.Columns), ref triples);
        return new(rows, reference.Of(SomeRows.First(samples.TrainingRows(rows, settings.Seed), rows)),
            reference.Of(Batch(drawn, 1)), reference.Activity);
    }

    private static ByteRows Batch(IBatchSource drawn, int batch)
    {
        byte[] rows = new byte[drawn.BatchSize * drawn.RowBytes];
        drawn.CopyRows(batch, 0, drawn.BatchSize, rows);
        return new(rows, drawn.Sites, drawn.RowBytes);
    }
}
