namespace RbmTheory.Benchmarks.Reliability;

/// <summary>
/// A command line on disks that are too small for it: of every size from one page to what it needs, of every number of
/// files, and of those that are filled at a random time. Each time it should end with exit code 2 and one line that
/// names the missing room, and leave nothing that is broken or unfinished; and end like an undisturbed run when there
/// is room again.
/// </summary>
/// <param name="name">Its name.</param>
/// <param name="home">A folder for it alone.</param>
/// <param name="words">The command line, by the folder or file that it writes.</param>
/// <param name="target">What it writes, within a folder.</param>
/// <param name="isCompared">Whether the content of a file is compared, by its name.</param>
internal sealed class DiskSubject(
    string name, string home, Func<string, string[]> words, string target, Func<string, bool> isCompared)
{
    private const string Filler = "filler";
    private const int FilledTimes = 20;
    private const int FilledSize = 8 << 20;

    private FolderContent _expected = null!;

    /// <summary>What it took when it ended last, all of it compiled by then.</summary>
    private TimeSpan _duration;

    /// <summary>Its name.</summary>
    public string Name { get; } = name;

    /// <summary>Disks that were too small.</summary>
    public int Full { get; private set; }

    /// <summary>Disks on which it ended at once.</summary>
    public int Whole { get; private set; }

    /// <summary>The smallest size on which it ended, in bytes.</summary>
    public long Needs { get; private set; }

    /// <summary>What went wrong, a line each.</summary>
    public List<string> Faults { get; } = [];

    /// <summary>Tries all disks.</summary>
    /// <param name="random">When they are filled.</param>
    public void Try(Random random)
    {
        string undisturbed = Directory.CreateDirectory(Path.Combine(home, "undisturbed")).FullName;
        Reply reply = RbmProgram.RunHere(words(Path.Combine(undisturbed, target)));
        Expect(reply, "undisturbed");
        if (reply.Code != 0)
            return;
        _expected = FolderContent.Of(undisturbed, isCompared);
        long size = SmallDisk.Page;
        while (!TryDisk($"{size} bytes", size, SmallDisk.ManyFiles, null))
            size += SmallDisk.Page;
        Needs = size;
        int files = 1;
        while (!TryDisk($"{files} files", FilledSize, files, null))
            files++;
        // Where it ends before it is filled, that is no trial.
        for (int i = 0, full = 0; i < 5 * FilledTimes && full < FilledTimes; i++)
            full += TryDisk("filled on the way", FilledSize, SmallDisk.ManyFiles, random.NextDouble() * _duration) ? 0 : 1;
    }

    /// <summary>Tries one disk.</summary>
    /// <returns>Whether there was room enough.</returns>
    private bool TryDisk(string what, long bytes, int files, TimeSpan? until)
    {
        using SmallDisk disk = SmallDisk.TryMount(Path.Combine(home, "disk"), bytes, files)
            ?? throw new InvalidOperationException("a disk cannot be mounted");
        string place = Path.Combine(disk.Path, target);
        using ManualResetEventSlim ended = new();
        Task filling = until is not TimeSpan time ? Task.CompletedTask : Task.Factory.StartNew(
            () =>
            {
                if (!ended.Wait(time))
                    disk.Fill(Filler);
            },
            TaskCreationOptions.LongRunning);
        long start = TimeProvider.System.GetTimestamp();
        Reply reply = RbmProgram.RunHere(words(place));
        TimeSpan duration = TimeProvider.System.GetElapsedTime(start);
        ended.Set();
        filling.Wait();
        if (reply.Code == 0)
        {
            Whole++;
            _duration = duration;
            Expect(reply, what);
            Compare(disk, what);
            return true;
        }

        Full++;
        bool isOneLine = reply is { Code: 2, Errors: [string line] }
            && line.Contains("space", StringComparison.OrdinalIgnoreCase);
        Note(what, isOneLine ? [] : [reply.Text]);
        FolderContent left = FolderContent.Of(disk.Path);
        Note(what, left.Broken);
        Note(what, left.Names.Where(file => file.EndsWith(".tmp", StringComparison.Ordinal)
            || file.Contains(".draft", StringComparison.Ordinal)).Select(file => $"{file} is left"));
        disk.Widen();
        File.Delete(Path.Combine(disk.Path, Filler));
        Expect(RbmProgram.RunHere(words(place)), $"{what}, then room");
        Compare(disk, $"{what}, then room");
        return false;
    }

    private void Compare(SmallDisk disk, string what)
    {
        File.Delete(Path.Combine(disk.Path, Filler));
        Note(what, FolderContent.Of(disk.Path, isCompared).DifferencesFrom(_expected));
    }

    private void Expect(Reply reply, string what) => Note(what, reply is { Code: 0, Errors: [] } ? [] : [reply.Text]);

    private void Note(string what, IEnumerable<string> faults)
    {
        foreach (string fault in faults)
        {
            Faults.Add($"{Name}, {what}: {fault}");
            Console.Error.WriteLine(Faults[^1]);
        }
    }
}
