using System.Globalization;
using RbmTheory.Compare.Training;
using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Random;
using RbmTheory.Simulation.Training;

namespace RbmTheory.Compare.Sampling;

/// <summary>What Algorithm 2 of Fissore makes as it is printed, see <see cref="MeanFieldIteration"/>: each sample is one
/// draw after k rounds of means from a start of its own.</summary>
/// <param name="Rows">The samples, a row each.</param>
/// <param name="LargestChange">The largest change of a mean in the last round of any.</param>
/// <param name="Ends">How many different means they end in: two are the same where none differs by more than
/// 0.01.</param>
/// <param name="HasMoreEnds">Whether there are more, which were not counted.</param>
internal sealed record MeanFieldSampler(ReadOnlyMemory<byte> Rows, double LargestChange, int Ends, bool HasMoreEnds)
{
    private const int MostEnds = 100, Together = 64;
    private const float Same = 0.01f;

    // Apart from the streams of a training and of Gibbs samples of the same seed.
    private const ulong OfStarts = 19UL << 40, OfData = 20UL << 40, OfDraws = 21UL << 40;

    /// <summary>What was found, in one line.</summary>
    public string Judgement => string.Create(CultureInfo.InvariantCulture, $"largest change in the last round ")
        + string.Create(CultureInfo.InvariantCulture, $"{LargestChange:G2}; ")
        + (HasMoreEnds ? $"more than {Ends} different ends" : Ends == 1 ? "all end in the same means"
            : $"{Ends} different ends");

    /// <summary>Makes the samples.</summary>
    /// <param name="loaded">The machine.</param>
    /// <param name="samples">S.</param>
    /// <param name="rounds">k.</param>
    /// <param name="start">Where they begin.</param>
    /// <param name="seed">The seed; the same gives the same samples.</param>
    /// <param name="threads">Most threads to use.</param>
    /// <param name="ct">Checked before each round.</param>
    /// <exception cref="InputException">The start cannot be had.</exception>
    /// <exception cref="OperationCanceledException">The call was cancelled.</exception>
    public static MeanFieldSampler Draw(LoadedMachine loaded, int samples, int rounds, SampleStart start, ulong seed,
        int threads, CancellationToken ct)
    {
        ulong Seed(ulong stream) => new RandomStream(seed, StreamPurpose.Other, stream).NextUInt64();
        Rbm machine = loaded.Machine;
        PersistentChains starts = new(samples, machine.VisibleLayer, Seed(OfStarts));
        SampleStarts.Put(starts, start, loaded, Seed(OfData));
        ulong draws = Seed(OfDraws);
        byte[] rows = starts.Rows.ToArray();
        int bytes = starts.RowBytes, width = machine.VisibleLayer.Width;
        float[] means = new float[Together * width];
        double[] changes = new double[Together];
        List<float[]> ends = [];
        double largest = 0;
        bool hasMore = false;
        ParallelOptions options = new() { MaxDegreeOfParallelism = threads, CancellationToken = ct };
        for (int first = 0; first < samples; first += Together)
        {
            int count = Math.Min(Together, samples - first);
            Parallel.For(0, count, options, () => new MeanFieldIteration(machine), (s, _, iteration) =>
            {
                Span<byte> row = rows.AsSpan((first + s) * bytes, bytes);
                changes[s] = iteration.Run(row, rounds, ct);
                iteration.Visible.CopyTo(means.AsSpan(s * width));
                RandomStream stream = new(draws, StreamPurpose.Other, (ulong)(first + s));
                iteration.Draw(ref stream, row);
                return iteration;
            }, _ => { });
            largest = Math.Max(largest, changes.Take(count).Max());
            for (int s = 0; s < count && !hasMore; s++)
                hasMore = !IsOneOf(ends, means.AsSpan(s * width, width));
        }

        return new(rows, largest, ends.Count, hasMore);
    }

    /// <summary>Whether means are among those known or could be added to them.</summary>
    private static bool IsOneOf(List<float[]> ends, ReadOnlySpan<float> means)
    {
        foreach (float[] end in ends)
        {
            int x = 0;
            while (x < means.Length && Math.Abs(means[x] - end[x]) <= Same)
                x++;
            if (x == means.Length)
                return true;
        }

        if (ends.Count < MostEnds)
            ends.Add(means.ToArray());
        else
            return false;
        return true;
    }
}
