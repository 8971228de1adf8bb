namespace RbmTheory.Compare.Records;

/// <summary>What processes left that were killed while they wrote. Another process may be writing under such a name just
/// now, so that only what has not changed for an hour is taken for forsaken.</summary>
internal static class Forsaken
{
    private static readonly TimeSpan Age = TimeSpan.FromHours(1);

    /// <summary>Deletes what is forsaken of a folder.</summary>
    /// <param name="folder">The folder; one that is not there holds nothing.</param>
    /// <param name="pattern">The names of unfinished files and folders.</param>
    public static void Remove(string folder, string pattern)
    {
        if (!Directory.Exists(folder))
            return;
        foreach (FileSystemInfo entry in new DirectoryInfo(folder).EnumerateFileSystemInfos(pattern))
        {
            try
            {
                if (DateTime.UtcNow - LastChange(entry) <= Age)
                    continue;
                if (entry is DirectoryInfo directory)
                    directory.Delete(recursive: true);
                else
                    entry.Delete();
            }
            catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
            {
                // Its process has renamed it meanwhile, or another has deleted it.
            }
        }
    }

    /// <summary>When an entry, or anything in it, was last changed.</summary>
    private static DateTime LastChange(FileSystemInfo entry)
        => entry is DirectoryInfo folder
            ? folder.EnumerateFileSystemInfos("*", SearchOption.AllDirectories).Append(entry).Max(e => e.LastWriteTimeUtc)
            : entry.LastWriteTimeUtc;
}
