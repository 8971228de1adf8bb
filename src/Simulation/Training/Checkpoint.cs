using System.Text;
using RbmTheory.Simulation.Data.Formats;
using RbmTheory.Simulation.Kernels.Dense;
using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Random;

namespace RbmTheory.Simulation.Training;

/// <summary>
/// Where a training stood between two updates: parameters, chains, random numbers, epoch and batch, and whatever curves
/// were recorded so far. A trainer that is restored from it ends bit for bit like one that was never stopped. The order
/// of the data needs no saving: it depends on the number of the epoch alone.
/// </summary>
/// <remarks>
/// The file is in NumPy's format NPZ: <c>weights</c>, <c>visibleFields</c>, <c>hiddenFields</c>,
/// <c>hiddenParameters</c>, <c>chains</c> (bytes, a row a chain), <c>random</c> (a row of 36 64-bit words a chunk),
/// <c>position</c> (epoch, batch), <c>run</c> (what run it belongs to, UTF-8), and <c>curve.</c>NAME; where
/// magnetisations are persistent, <c>visibleMagnetisations</c> and <c>hiddenMagnetisations</c> (as many rows as the
/// batch has, none before the first update). Every array carries a check sum.
/// </remarks>
public sealed class Checkpoint
{
    private const int RandomWords = 2 * LaneStream.StateWords + 4;
    private const string CurvePrefix = "curve.";

    private readonly ReadOnlyMemory<byte> _content;

    private Checkpoint(ReadOnlyMemory<byte> content, string run, Dictionary<string, double[]> curves)
        => (_content, Run, Curves) = (content, run, curves);

    /// <summary>What run it belongs to, in the words of the caller.</summary>
    public string Run { get; }

    /// <summary>The curves, by name.</summary>
    public IReadOnlyDictionary<string, double[]> Curves { get; }

    /// <summary>Writes where a trainer stands.</summary>
    /// <param name="stream">Where to; able to seek.</param>
    /// <param name="trainer">A trainer that is between two updates, and has not diverged.</param>
    /// <param name="run">Tells the run from all others: every parameter that the result depends on.</param>
    /// <param name="curves">What observers have recorded; a name may not hold a slash.</param>
    /// <exception cref="InvalidOperationException">The training has diverged; nothing was written.</exception>
    public static void Write(
        Stream stream, Trainer trainer, string run, params ReadOnlySpan<(string Name, double[] Values)> curves)
    {
        ArgumentNullException.ThrowIfNull(trainer);
        if (!trainer.Machine.Parameters.AreFinite)
            throw new InvalidOperationException("a training that has diverged cannot be saved");
        PersistentChains chains = trainer.Chains;
        List<(string, Action<Stream>)> arrays =
        [
            ("run", npy => WriteText(npy, run)),
            ("position", npy => NpyFile.WriteInt64s(npy, [trainer.Epoch, trainer.Batch], 2)),
            ("chains", npy => NpyFile.WriteBytes(npy, chains.Rows, chains.Count, chains.RowBytes)),
            ("random", npy => NpyFile.WriteInt64s(npy, StateOf(chains), chains.ChunkCount, RandomWords)),
        ];
        foreach ((string name, float[] values) in trainer.Machine.Parameters.All)
            arrays.Add((name, npy => NpyFile.WriteSingles(npy, values, values.Length)));
        foreach ((string name, Magnetisations side) in Persistent(trainer))
        {
            float[] values = trainer.MeanField!.HasStarted ? side.Means : [];
            arrays.Add((name, npy => NpyFile.WriteSingles(npy, values, values.Length / side.Units, side.Units)));
        }

        foreach ((string name, double[] values) in curves)
            arrays.Add((CurvePrefix + name, npy => NpyFile.Write(npy, values, values.Length)));
        NpzFile.Write(stream, compressed: false, [.. arrays]);
    }

    /// <summary>Reads a checkpoint.</summary>
    /// <param name="content">The whole file.</param>
    /// <exception cref="FormatException">It is damaged, or no checkpoint; one line tells in what way.</exception>
    public static Checkpoint Read(ReadOnlyMemory<byte> content)
    {
        Dictionary<string, double[]> curves = [];
        foreach (string name in NpzFile.Names(content))
        {
            if (name.StartsWith(CurvePrefix, StringComparison.Ordinal))
                curves[name[CurvePrefix.Length..]] = NpzFile.Read(content, name).ToDoubles();
        }

        string run = Encoding.UTF8.GetString(Values<byte>(NpzFile.Read(content, "run")));
        return new(content, run, curves);
    }

    /// <summary>Puts a new trainer of the same run where the saved one stood.</summary>
    /// <param name="trainer">A trainer of a machine, a plan and data of the same shape. On an error it is left as it
    /// was.</param>
    /// <exception cref="FormatException">The file is damaged, of a training of another shape, or of one that
    /// diverged.</exception>
    public void Restore(Trainer trainer)
    {
        ArgumentNullException.ThrowIfNull(trainer);
        PersistentChains chains = trainer.Chains;
        long[] position = Read<long>("position", 2);
        long[] states = Read<long>("random", chains.ChunkCount * RandomWords);
        byte[] rows = Read<byte>("chains", chains.Rows.Length);
        CheckRows(rows, trainer);
        Parameters read = trainer.Machine.Parameters.ZerosLike();
        foreach ((string name, float[] values) in read.All)
            ReadSingles(name, values);
        if (!read.AreFinite)
            throw new FormatException("its parameters are not finite: the training had diverged");
        float[][] magnetisations = [.. Persistent(trainer).Select(m => ReadMagnetisations(m.Name, m.Side))];
        if (magnetisations is [{ Length: 0 }, { Length: > 0 }] or [{ Length: > 0 }, { Length: 0 }])
            throw new FormatException("it has magnetisations of one side only");
        var streams = new (LaneStream Lanes, LaneStream MoreLanes, RandomStream Scalar)[chains.ChunkCount];
        for (int chunk = 0; chunk < chains.ChunkCount; chunk++)
            streams[chunk] = StreamsOf(states.AsSpan(chunk * RandomWords, RandomWords));
        if (position[0] is < 0 or > int.MaxValue || position[1] < 0 || position[1] > trainer.BatchesPerEpoch)
        {
            throw new FormatException(
                $"its position, epoch {position[0]} and batch {position[1]}, is none of this training");
        }

        trainer.GoTo((int)position[0], (int)position[1]);
        trainer.Machine.Parameters.CopyFrom(read);
        if (magnetisations is [float[] visible, float[] hidden])
            trainer.MeanField!.GoOnFrom(visible, hidden);
        for (int chain = 0; chain < chains.Count; chain++)
            rows.AsSpan(chain * chains.RowBytes, chains.RowBytes).CopyTo(chains.Row(chain));
        for (int chunk = 0; chunk < chains.ChunkCount; chunk++)
        {
            ChunkRandom random = chains.RandomOf(chunk);
            (random.Lanes, random.MoreLanes, random.Scalar) = streams[chunk];
        }
    }

    /// <summary>The magnetisations that a further update goes on from; none where it does not.</summary>
    private static (string Name, Magnetisations Side)[] Persistent(Trainer trainer)
        => trainer is { Plan.TapPersistent: true, MeanField: MeanFieldPhase phase }
            ? [("visibleMagnetisations", phase.Visible), ("hiddenMagnetisations", phase.Hidden)]
            : [];

    private static long[] StateOf(PersistentChains chains)
    {
        ulong[] words = new ulong[chains.ChunkCount * RandomWords];
        for (int chunk = 0; chunk < chains.ChunkCount; chunk++)
        {
            Span<ulong> own = words.AsSpan(chunk * RandomWords, RandomWords);
            chains.RandomOf(chunk).Lanes.CopyState(own[..LaneStream.StateWords]);
            chains.RandomOf(chunk).MoreLanes.CopyState(own.Slice(LaneStream.StateWords, LaneStream.StateWords));
            (own[^4], own[^3], own[^2], own[^1]) = chains.RandomOf(chunk).Scalar.State;
        }

        return Array.ConvertAll(words, word => unchecked((long)word));
    }

    private static (LaneStream Lanes, LaneStream MoreLanes, RandomStream Scalar) StreamsOf(ReadOnlySpan<long> state)
    {
        ulong[] words = Array.ConvertAll(state.ToArray(), word => unchecked((ulong)word));
        try
        {
            return (LaneStream.FromState(words.AsSpan(0, LaneStream.StateWords)),
                LaneStream.FromState(words.AsSpan(LaneStream.StateWords, LaneStream.StateWords)),
                RandomStream.FromState(words[^4], words[^3], words[^2], words[^1]));
        }
        catch (ArgumentException error)
        {
            throw new FormatException($"its random numbers are damaged: {error.Message}", error);
        }
    }

    /// <summary>A row must come back from its values: no padding bit is set, no byte is beyond the last
    /// colour.</summary>
    private static void CheckRows(byte[] rows, Trainer trainer)
    {
        Layer<Units.IVisibleUnit> layer = trainer.Machine.VisibleLayer;
        int bytes = trainer.Chains.RowBytes;
        float[] values = new float[layer.Width];
        byte[] again = new byte[bytes];
        for (int chain = 0; chain < trainer.Chains.Count; chain++)
        {
            ReadOnlySpan<byte> row = rows.AsSpan(chain * bytes, bytes);
            try
            {
                layer.Unit.Decode(row, values);
            }
            catch (ArgumentException error)
            {
                throw new FormatException($"its chain {chain} is none of {layer.Unit.Name} units: {error.Message}", error);
            }

            layer.Unit.Encode(values, again);
            if (!row.SequenceEqual(again))
                throw new FormatException($"its chain {chain} is none of {layer.Count} {layer.Unit.Name} units");
        }
    }

    private void ReadSingles(string name, float[] values)
    {
        double[] read = NpzFile.Read(_content, name).ToDoubles();
        CheckCount(name, read.Length, values.Length);
        for (int i = 0; i < values.Length; i++)
            values[i] = (float)read[i];
    }

    /// <summary>All rows, or none where there was no update yet.</summary>
    private float[] ReadMagnetisations(string name, Magnetisations side)
    {
        double[] read = NpzFile.Read(_content, name).ToDoubles();
        if (read.Length > 0)
            CheckCount(name, read.Length, side.Means.Length);
        float[] values = Array.ConvertAll(read, number => (float)number);
        return Array.TrueForAll(values, side.Allows) ? values
            : throw new FormatException($"its array {name} has numbers beyond the values of the units");
    }

    private T[] Read<T>(string name, int count)
        where T : struct, System.Numerics.IBinaryInteger<T>, System.Numerics.IMinMaxValue<T>
    {
        T[] values = Values<T>(NpzFile.Read(_content, name));
        CheckCount(name, values.Length, count);
        return values;
    }

    private static T[] Values<T>(StoredArray array)
        where T : struct, System.Numerics.IBinaryInteger<T>, System.Numerics.IMinMaxValue<T>
    {
        T[] values = new T[array.Count];
        for (int row = 0; row < array.Rows; row++)
            array.CopyRow(row, values.AsSpan(row * array.RowLength, array.RowLength));
        return values;
    }

    private static void CheckCount(string name, int actual, int expected)
    {
        if (actual != expected)
            throw new FormatException($"its array {name} has {actual} entries, but this training has {expected}");
    }

    private static void WriteText(Stream npy, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        NpyFile.WriteBytes(npy, bytes, bytes.Length);
    }
}
