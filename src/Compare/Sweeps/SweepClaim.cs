namespace RbmTheory.Compare.Sweeps;

/// <summary>
/// A run that this process has taken. Its folder <c>001234.K</c> is the claim: it is made elsewhere, with the file
/// <c>claim</c> in it, and renamed into place, which fails where a folder of that name is, as none is ever empty. A
/// claim that has not been renewed for long is taken over by renaming <c>001234.K</c> to <c>001234.K+1</c>, which
/// succeeds for one process alone, as the old name is gone for all others; so the checkpoints change hands with it. A run
/// is published by renaming its folder to <c>001234</c>, which is done once, by whoever is first.
/// </summary>
/// <remarks>
/// Why renaming. It is atomic on local disks and on the server of NFS, and carries the content along. A file made with
/// O_EXCL is as atomic on NFS of version 3 and later, but appears empty, so that a process killed, or a disk full, in
/// between leaves a claim of nobody; a hard link has content at once, but not all file systems of clusters have links,
/// and neither hands over a folder. System locks need a server for them, which clusters often lack. Where NFS loses the
/// answer to a renaming that succeeded, nobody believes to hold the claim, until it is stale: that costs time, no run.
/// Where a client sees old names for a while, a run may be made twice: each is made in a folder of its own, to the same
/// bits, and the first is kept.
///
/// The heartbeat is the time of the file <c>claim</c>, set by this process's clock; that takes no room on a disk. The
/// clocks of the nodes should agree to much less than the age of stale claims; Slurm asks for five minutes itself.
/// A process that was only slow finds its folder gone, stops, and has harmed nothing.
/// </remarks>
public sealed class SweepClaim
{
    private const string Name = "claim";
    private const int Attempts = 4;

    private readonly SweepFolder _folder;
    private readonly int _number;

    private SweepClaim(SweepFolder folder, int run, int number)
    {
        (_folder, Run, _number) = (folder, run, number);
        Path = folder.PathOf(run, RunState.Claimed, number);
    }

    /// <summary>The number of the run.</summary>
    public int Run { get; }

    /// <summary>Its folder, for this process alone.</summary>
    public string Path { get; }

    /// <summary>Claims a run that nobody has begun.</summary>
    /// <param name="folder">The sweep.</param>
    /// <param name="run">The run.</param>
    /// <param name="worker">Who claims it, for people.</param>
    /// <param name="now">The time.</param>
    /// <returns>Null where another process was faster.</returns>
    public static SweepClaim? TryBegin(SweepFolder folder, int run, string worker, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(folder);
        SweepClaim claim = new(folder, run, 1);
        if (Directory.Exists(claim.Path) || Directory.Exists(folder.PathOf(run, RunState.Finished)))
            return null;
        string prepared = System.IO.Path.Combine(folder.ClaimsPath, $"{Guid.NewGuid():N}");
        Directory.CreateDirectory(prepared);
        try
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(claim.Path)!);
            Stamp(prepared, worker, now);
            if (!TryRename(prepared, claim.Path))
                return null;
        }
        finally
        {
            // It is there where another process was faster, or where the disk is full.
            if (Directory.Exists(prepared))
                Directory.Delete(prepared, recursive: true);
        }

        // What was seen before may have been old: the run may be in a later claim, or at its end.
        if (folder.List(run / SweepFolder.RunsInFolder).GetValueOrDefault(run) == (RunState.Claimed, 1))
            return claim;
        claim.Remove();
        return null;
    }

    /// <summary>Claims a run that was released, or whose claim is stale, with all that has been made of it.</summary>
    /// <param name="folder">The sweep.</param>
    /// <param name="run">The run.</param>
    /// <param name="number">The claim that is taken over.</param>
    /// <param name="worker">Who claims it, for people.</param>
    /// <param name="now">The time.</param>
    /// <returns>Null where another process was faster.</returns>
    public static SweepClaim? TryTakeOver(SweepFolder folder, int run, int number, string worker, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(folder);
        SweepClaim claim = new(folder, run, number + 1);
        return TryRename(folder.PathOf(run, RunState.Claimed, number), claim.Path) && claim.TryStamp(worker, now)
            ? claim : null;
    }

    /// <summary>Claims a run that failed, to begin it anew.</summary>
    /// <param name="folder">The sweep.</param>
    /// <param name="run">The run.</param>
    /// <param name="worker">Who claims it, for people.</param>
    /// <param name="now">The time.</param>
    /// <returns>Null where another process was faster.</returns>
    public static SweepClaim? TryRetry(SweepFolder folder, int run, string worker, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(folder);
        SweepClaim claim = new(folder, run, 1);
        if (!TryRename(folder.PathOf(run, RunState.Failed), claim.Path) || !claim.TryStamp(worker, now))
            return null;
        foreach (string file in Directory.GetFiles(claim.Path).Where(f => System.IO.Path.GetFileName(f) != Name))
            File.Delete(file);
        return claim;
    }

    /// <summary>Who holds a claim, and when it was renewed; null where it was released or is gone.</summary>
    /// <param name="path">The folder of the claim.</param>
    public static (string Worker, DateTimeOffset Renewed)? Read(string path)
    {
        string file = System.IO.Path.Combine(path, Name);
        try
        {
            return (File.ReadAllText(file).Trim(), new DateTimeOffset(File.GetLastWriteTimeUtc(file)));
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Renews the claim.</summary>
    /// <param name="now">The time.</param>
    /// <returns>Whether it is still held: another process may have taken it over as stale.</returns>
    public bool TryRenew(DateTimeOffset now)
    {
        try
        {
            File.SetLastWriteTimeUtc(System.IO.Path.Combine(Path, Name), now.UtcDateTime);
            return true;
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
    }

    /// <summary>Gives the run back: whoever comes next goes on with it at once.</summary>
    public void Release()
    {
        try
        {
            File.Delete(System.IO.Path.Combine(Path, Name));
        }
        catch (DirectoryNotFoundException)
        {
            // It was taken over, and is not ours to give.
        }
    }

    /// <summary>Ends the run.</summary>
    /// <param name="state">Finished or failed.</param>
    /// <returns>Whether this process ended it; else another did, or has the claim now.</returns>
    public bool TryEnd(RunState state)
    {
        string target = _folder.PathOf(Run, state);
        // A folder that was taken over may have been made anew by a late writing, but not the claim in it.
        if (!File.Exists(System.IO.Path.Combine(Path, Name)) || !TryRename(Path, target))
            return false;
        File.Delete(System.IO.Path.Combine(target, Name));
        return true;
    }

    /// <summary>Deletes what is left under a name that this process holds no more.</summary>
    public void Remove()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (IOException)
        {
            // It is gone already, which is the rule.
        }
    }

    private bool TryStamp(string worker, DateTimeOffset now)
    {
        try
        {
            Stamp(Path, worker, now);
            return true;
        }
        catch (DirectoryNotFoundException)
        {
            return false;
        }
    }

    private static void Stamp(string path, string worker, DateTimeOffset now)
    {
        string file = System.IO.Path.Combine(path, Name);
        File.WriteAllText(file, worker + "\n");
        File.SetLastWriteTimeUtc(file, now.UtcDateTime);
    }

    private static bool TryRename(string from, string to)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                Directory.Move(from, to);
                return true;
            }
            catch (IOException) when (!Directory.Exists(from) || Directory.Exists(to))
            {
                return false;
            }
            catch (IOException) when (attempt < Attempts)
            {
                // What stood in the way has been renamed since.
            }
        }
    }
}
