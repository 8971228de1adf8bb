using System.Text;
using RbmTheory.Simulation.Data.Formats;
using RbmTheory.Simulation.Machines;

namespace RbmTheory.Compare.Training;

/// <summary>
/// Machines on the way of a training, kept at updates 1, 2, 3, 4, 5, 6, 7, 8, 10, 12, … ⌈2^(j/4)⌉. Where they are more
/// than a bound, every second j is dropped, also of those to come: what is kept depends on the number of updates alone,
/// not on where the training was stopped.
/// </summary>
/// <remarks>
/// As <c>snapshots.npz</c>: <c>updates</c>, <c>stride</c> (the step of j), <c>run</c> (as in checkpoints), and of each
/// kind of parameters an array with a row a machine. It is written before the checkpoint, so that it may be ahead of
/// it, never behind.
/// </remarks>
public sealed class Snapshots
{
    private const int Most = 24, Fewest = 4;
    private const long MostBytes = 64L << 20;

    private static readonly double[] Quarters = [1, 1.189207115002721, 1.4142135623730951, 1.681792830507429];

    private readonly List<(long Update, float[][] Parameters)> _kept = [];
    private readonly string[] _names;
    private readonly int _most;
    private int _stride = 1;
    private long _next = 1;

    /// <summary>None yet.</summary>
    /// <param name="machine">The machine that is trained; at most 24 are kept of it, or as many as fit 64 MB, and none
    /// where fewer than 4 do.</param>
    public Snapshots(Rbm machine)
    {
        ArgumentNullException.ThrowIfNull(machine);
        _names = [.. machine.Parameters.All.Select(p => p.Name)];
        long fit = MostBytes / (sizeof(float) * machine.Parameters.All.Sum(p => (long)p.Values.Length));
        _most = fit < Fewest ? 0 : (int)Math.Min(fit, Most);
    }

    /// <summary>Whether something was kept since the last <see cref="Pack"/>.</summary>
    public bool HasNew { get; private set; }

    /// <summary>The updates after which machines were kept.</summary>
    public IReadOnlyList<long> Updates => [.. _kept.Select(snapshot => snapshot.Update)];

    /// <summary>Keeps the machine if it is time.</summary>
    /// <param name="update">Updates made.</param>
    /// <param name="machine">The machine; it is copied.</param>
    public void AfterUpdate(long update, Rbm machine)
    {
        if (update < _next || _most == 0)
            return;
        if (update == _next)
        {
            _kept.Add((update, [.. machine.Parameters.All.Select(p => (float[])p.Values.Clone())]));
            HasNew = true;
        }

        while (_kept.Count > _most)
        {
            _stride *= 2;
            _kept.RemoveAll(snapshot => NextAfter(snapshot.Update - 1) != snapshot.Update);
        }

        _next = NextAfter(update);
    }

    /// <summary>The machines, in the order of the training.</summary>
    /// <param name="like">A machine of the same shape.</param>
    public IReadOnlyList<Rbm> Machines(Rbm like)
        => [.. _kept.Select(snapshot =>
        {
            Rbm machine = like.Clone();
            foreach (var (own, read) in machine.Parameters.All.Zip(snapshot.Parameters))
                read.CopyTo(own.Values, 0);
            return machine;
        })];

    /// <summary>The file.</summary>
    /// <param name="identity">Tells the run from others.</param>
    public byte[] Pack(string identity)
    {
        long[] updates = [.. Updates];
        byte[] run = Encoding.UTF8.GetBytes(identity);
        List<(string, Action<Stream>)> arrays =
        [
            ("run", npy => NpyFile.WriteBytes(npy, run, run.Length)),
            ("stride", npy => NpyFile.WriteInt64s(npy, [_stride], 1)),
            ("updates", npy => NpyFile.WriteInt64s(npy, updates, updates.Length)),
        ];
        for (int kind = 0; kind < _names.Length; kind++)
        {
            float[] all = [.. _kept.SelectMany(snapshot => snapshot.Parameters[kind])];
            arrays.Add((_names[kind],
                npy => NpyFile.WriteSingles(npy, all, updates.Length, all.Length / Math.Max(updates.Length, 1))));
        }

        using MemoryStream stream = new();
        NpzFile.Write(stream, compressed: false, [.. arrays]);
        HasNew = false;
        return stream.ToArray();
    }

    /// <summary>Reads a file.</summary>
    /// <param name="content">The whole file.</param>
    /// <param name="like">A machine of the run.</param>
    /// <param name="identity">The run it has to be of; null where that does not matter.</param>
    /// <param name="last">Those of later updates are left out.</param>
    /// <exception cref="FormatException">It is damaged, or of another run.</exception>
    public static Snapshots Read(ReadOnlyMemory<byte> content, Rbm like, string? identity, long last)
    {
        Snapshots snapshots = new(like);
        double[] Numbers(string name) => NpzFile.Read(content, name).ToDoubles();
        if (identity is not null)
            RunIdentity.Check(Encoding.UTF8.GetString(Array.ConvertAll(Numbers("run"), x => (byte)x)), identity);
        double[] updates = Numbers("updates");
        float[][] all = [.. like.Parameters.All.Select(p => Array.ConvertAll(Numbers(p.Name), x => (float)x))];
        foreach (var (own, read) in like.Parameters.All.Zip(all))
        {
            if (read.Length != own.Values.Length * updates.Length)
                throw new FormatException($"its array {own.Name} has {read.Length} entries, but {updates.Length} "
                    + $"machines of the run have {own.Values.Length * updates.Length}");
        }

        if (Numbers("stride") is not [>= 1 and <= 1 << 20 and double stride])
            throw new FormatException("its stride is none");
        snapshots._stride = (int)stride;
        for (int s = 0; s < updates.Length && updates[s] <= last; s++)
        {
            snapshots._kept.Add(((long)updates[s], [.. all.Select(numbers =>
            {
                int length = numbers.Length / updates.Length;
                return numbers[(s * length)..((s + 1) * length)];
            })]));
        }

        snapshots._next = snapshots.NextAfter(last);
        return snapshots;
    }

    /// <summary>The snapshots in a folder as machines; none where it has none, or none that can be used.</summary>
    /// <param name="path">The folder of a run; null for none.</param>
    /// <param name="machine">The machine of the run.</param>
    /// <param name="warn">Told of a file that cannot be used, and why.</param>
    public static IReadOnlyList<Rbm> In(string? path, Rbm machine, Action<string> warn)
    {
        string file = Path.Combine(path ?? "", RunFolder.SnapshotsName);
        if (path is null || !File.Exists(file))
            return [];
        try
        {
            return Read(File.ReadAllBytes(file), machine, null, long.MaxValue).Machines(machine);
        }
        catch (Exception error) when (error is FormatException or IOException or UnauthorizedAccessException)
        {
            warn($"{file} cannot be used: {error.Message}");
            return [];
        }
    }

    /// <summary>The first update after another at which a machine is kept.</summary>
    private long NextAfter(long update)
    {
        for (int j = 0; j < 4 * 62; j += _stride)
        {
            long next = (long)Math.Ceiling((1L << (j / 4)) * Quarters[j % 4]);
            if (next > update)
                return next;
        }

        return long.MaxValue;
    }
}
