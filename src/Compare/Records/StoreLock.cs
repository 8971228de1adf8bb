using System.Diagnostics;

namespace RbmTheory.Compare.Records;

/// <summary>
/// Held by the one process that changes the records of an experiment. It is the system's lock on a file, which falls
/// open when the process ends, however it ends; the file is deleted by whoever holds the lock.
/// </summary>
internal sealed class StoreLock : IDisposable
{
    private const int LongestMark = 1 << 16;

    private readonly string _path;
    private readonly FileStream _file;

    private StoreLock(string path, FileStream file) => (_path, _file) = (path, file);

    /// <summary>Waits for the lock.</summary>
    /// <param name="path">Its file; the folder is made where missing.</param>
    /// <param name="patience">How long to wait.</param>
    /// <returns>The lock; null where another process has held it all the time.</returns>
    public static StoreLock? TryTake(string path, TimeSpan patience)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        long start = Stopwatch.GetTimestamp();
        while (true)
        {
            if (TryTake(path) is StoreLock taken)
                return taken;
            if (Stopwatch.GetElapsedTime(start) >= patience)
                return null;
            Thread.Sleep(Random.Shared.Next(1, 10));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // Deleted while it is still held, lest it be another's by then; Windows does not delete what is open.
        if (!OperatingSystem.IsWindows())
            File.Delete(_path);
        _file.Dispose();
    }

    /// <summary>Whether a file could not be opened since another process has locked it.</summary>
    /// <param name="error">What the system said: EAGAIN of Linux, EWOULDBLOCK of macOS, a sharing violation.</param>
    public static bool IsHeld(IOException error) => error.HResult is 11 or 35 or unchecked((int)0x80070020);

    private static StoreLock? TryTake(string path)
    {
        FileStream? file = null;
        try
        {
            file = new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1,
                OperatingSystem.IsWindows() ? FileOptions.DeleteOnClose : FileOptions.None);
            // Between opening and locking, the file may have been deleted by the process that held it, and a new one
            // of that name be locked by a third: the length tells whether the name still leads to the file locked here.
            long mark = Random.Shared.Next(1, LongestMark);
            file.SetLength(mark);
            if (new FileInfo(path) is { Exists: true } there && there.Length == mark)
                return new(path, file);
        }
        catch (IOException error) when (IsHeld(error))
        {
            // Another process holds it. Waiting would not help against a full disk.
        }

        file?.Dispose();
        return null;
    }
}
