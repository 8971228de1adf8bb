using System.Text;
using RbmTheory.Simulation.Data.Formats;
using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Training;

namespace RbmTheory.Compare.Training;

/// <summary>
/// Machines on the way of a training. Without a schedule they are kept at updates 1, 2, 3, 4, 5, 6, 7, 8, 10, 12, …
/// ⌈2^(j/4)⌉, and where they are more than a bound, every second j is dropped, also of those to come; with one, at all
/// its updates. What is kept depends on the number of updates alone, not on where the training was stopped.
/// </summary>
/// <remarks>
/// As <c>snapshots.npz</c>: <c>updates</c>, <c>stride</c> (the step of j, 1 with a schedule), <c>run</c> (as in checkpoints), and of each
/// kind of parameters an array with a row a machine. It is written before the checkpoint, so that it may be ahead of
/// it, never behind.
/// </remarks>
public sealed class Snapshots
{
    private const int Most = 24, Fewest = 4, PerOctave = 4;
    private const long MostBytes = 64L << 20, MostOfSchedule = 1L << 30;

    private readonly List<(long Update, float[][] Parameters)> _kept = [];
    private readonly string[] _names;
    private readonly SnapshotSchedule? _schedule;
    private readonly int _most;
    private int _stride = 1;
    private long _next = 1;

    /// <summary>None yet.</summary>
    /// <param name="machine">The machine that is trained; without a schedule at most 24 are kept of it, or as many as
    /// fit 64 MB, and none where fewer than 4 do.</param>
    /// <param name="schedule">When one is kept; null for powers of the fourth root of 2.</param>
    public Snapshots(Rbm machine, SnapshotSchedule? schedule = null)
    {
        ArgumentNullException.ThrowIfNull(machine);
        _schedule = schedule;
        _names = [.. machine.Parameters.All.Select(p => p.Name)];
        _most = schedule is not null ? int.MaxValue : MostOf(BytesOf(machine));
        _next = NextAfter(0);
    }

    /// <summary>About how many machines a training keeps; exactly with a schedule, or before any is dropped.</summary>
    /// <param name="bytes">Bytes of its parameters.</param>
    /// <param name="schedule">The schedule; null for powers of the fourth root of 2.</param>
    /// <param name="last">Its last update.</param>
    public static int Count(long bytes, SnapshotSchedule? schedule, long last)
    {
        int count = (schedule ?? new(PerOctave, 1, 0)).UpTo(last).Count, most = MostOf(bytes);
        if (schedule is null && most == 0)
            return 0;
        while (schedule is null && count > most)
            count = (count + 1) / 2;
        return count;
    }

    /// <summary>Refuses a schedule whose machines would take more than 1 GB.</summary>
    /// <param name="machine">The machine that is trained.</param>
    /// <param name="schedule">The schedule; null for none.</param>
    /// <param name="last">Updates of the training.</param>
    /// <exception cref="InputException">They would.</exception>
    public static void Check(Rbm machine, SnapshotSchedule? schedule, long last)
    {
        ArgumentNullException.ThrowIfNull(machine);
        if (schedule is null)
            return;
        int count = schedule.UpTo(last).Count;
        long bytes = count * BytesOf(machine);
        if (bytes > MostOfSchedule)
            throw new InputException($"--snapshots = {SnapshotText.Of(schedule)}, whose {count} machines of {last} "
                + $"updates take {bytes >> 20} MB, but they should take at most {MostOfSchedule >> 20} MB");
    }

    /// <summary>Whether something was kept since the last <see cref="Write"/>.</summary>
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

    /// <summary>The machines, in the order of the training; of more than 24 every second one, or third, ….</summary>
    /// <param name="like">A machine of the same shape.</param>
    public IReadOnlyList<Rbm> Machines(Rbm like)
        => [.. Ages(like, Most).Select(age => age.Machine)];

    /// <summary>The machines and how many updates each was trained for, in the order of the training; of more than are
    /// asked for every second one, or third, ….</summary>
    /// <param name="like">A machine of the same shape.</param>
    /// <param name="most">How many are asked for, at least 1.</param>
    public IReadOnlyList<(long Update, Rbm Machine)> Ages(Rbm like, int most)
        => [.. _kept.Where((_, s) => s % ((_kept.Count + most - 1) / most) == 0).Select(snapshot =>
        {
            Rbm machine = like.Clone();
            foreach (var (own, read) in machine.Parameters.All.Zip(snapshot.Parameters))
                read.CopyTo(own.Values, 0);
            return (snapshot.Update, machine);
        })];

    /// <summary>Writes the file.</summary>
    /// <param name="stream">Where to; able to seek.</param>
    /// <param name="identity">Tells the run from others.</param>
    public void Write(Stream stream, string identity)
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
            float[][] all = [.. _kept.Select(snapshot => snapshot.Parameters[kind])];
            arrays.Add((_names[kind], npy => NpyFile.WriteRows(npy, all, all.FirstOrDefault()?.Length ?? 0)));
        }

        NpzFile.Write(stream, compressed: false, [.. arrays]);
        HasNew = false;
    }

    /// <summary>Reads a file.</summary>
    /// <param name="content">The whole file.</param>
    /// <param name="like">A machine of the run.</param>
    /// <param name="identity">The run it has to be of; null where that does not matter.</param>
    /// <param name="last">Those of later updates are left out.</param>
    /// <param name="schedule">When further ones are kept.</param>
    /// <exception cref="FormatException">It is damaged, or of another run.</exception>
    public static Snapshots Read(ReadOnlyMemory<byte> content, Rbm like, string? identity, long last,
        SnapshotSchedule? schedule = null)
    {
        Snapshots snapshots = new(like, schedule);
        double[] Numbers(string name) => NpzFile.Read(content, name).ToDoubles();
        if (identity is not null)
            RunIdentity.Check(Encoding.UTF8.GetString(Array.ConvertAll(Numbers("run"), x => (byte)x)), identity);
        double[] updates = Numbers("updates");
        StoredArray[] all = [.. like.Parameters.All.Select(p => NpzFile.Read(content, p.Name))];
        foreach (var (own, read) in like.Parameters.All.Zip(all))
        {
            if (read.Rows != updates.Length || read.Count != (long)own.Values.Length * updates.Length)
                throw new FormatException($"its array {own.Name} has {read.Count} entries, but {updates.Length} "
                    + $"machines of the run have {(long)own.Values.Length * updates.Length}");
        }

        if (Numbers("stride") is not [>= 1 and <= 1 << 20 and double stride])
            throw new FormatException("its stride is none");
        snapshots._stride = (int)stride;
        for (int s = 0; s < updates.Length && updates[s] <= last; s++)
        {
            snapshots._kept.Add(((long)updates[s], [.. all.Select(numbers => RowOf(numbers, s))]));
        }

        snapshots._next = snapshots.NextAfter(last);
        return snapshots;
    }

    /// <summary>The snapshots in a folder as machines; none where it has none, or none that can be used.</summary>
    /// <param name="path">The folder of a run; null for none.</param>
    /// <param name="machine">The machine of the run.</param>
    /// <param name="warn">Told of a file that cannot be used, and why.</param>
    public static IReadOnlyList<Rbm> In(string? path, Rbm machine, Action<string> warn)
        => Open(path, machine, warn)?.Machines(machine) ?? [];

    /// <summary>The snapshots in a folder; null where it has none, or none that can be used.</summary>
    /// <param name="path">The folder of a run; null for none.</param>
    /// <param name="machine">The machine of the run.</param>
    /// <param name="warn">Told of a file that cannot be used, and why.</param>
    public static Snapshots? Open(string? path, Rbm machine, Action<string> warn)
    {
        string file = Path.Combine(path ?? "", RunFolder.SnapshotsName);
        if (path is null || !File.Exists(file))
            return null;
        try
        {
            return Read(File.ReadAllBytes(file), machine, null, long.MaxValue);
        }
        catch (Exception error) when (error is FormatException or IOException or UnauthorizedAccessException)
        {
            warn($"{file} cannot be used: {error.Message}");
            return null;
        }
    }

    private static int MostOf(long bytes)
        => MostBytes / bytes is long fit and >= Fewest ? (int)Math.Min(fit, Most) : 0;

    private static long BytesOf(Rbm machine)
        => sizeof(float) * machine.Parameters.All.Sum(p => (long)p.Values.Length);

    private static float[] RowOf(StoredArray numbers, int row)
    {
        double[] values = new double[numbers.RowLength];
        if (values.Length > 0)
            numbers.CopyRow(row, values);
        return Array.ConvertAll(values, x => (float)x);
    }

    /// <summary>The first update after another at which a machine is kept.</summary>
    private long NextAfter(long update)
    {
        if (_schedule is not null)
            return _schedule.NextAfter(update);
        for (int j = 0; j < PerOctave * 62; j += _stride)
        {
            if (SnapshotSchedule.Power(j, PerOctave) is long next && next > update)
                return next;
        }

        return long.MaxValue;
    }
}
