using System.Diagnostics;

namespace RbmTheory.Benchmarks.Reliability;

/// <summary>A disk in memory of a given room, which root can mount on Linux.</summary>
internal sealed class SmallDisk : IDisposable
{
    /// <summary>The smallest step of its size, in bytes.</summary>
    public const int Page = 4096;

    /// <summary>More files than are written here.</summary>
    public const int ManyFiles = 100_000;

    private SmallDisk(string path) => Path = path;

    /// <summary>Where it is.</summary>
    public string Path { get; }

    /// <summary>Mounts one.</summary>
    /// <param name="path">A folder, made where missing.</param>
    /// <param name="bytes">Its size; at least a page.</param>
    /// <param name="files">Files and folders that it can hold, itself among them.</param>
    /// <returns>Null where that may not be done here.</returns>
    public static SmallDisk? TryMount(string path, long bytes, int files = ManyFiles)
    {
        Directory.CreateDirectory(path);
        return TryShell("mount", "-t", "tmpfs", "-o", $"size={bytes},nr_inodes={files}", "tmpfs", path) ? new(path) : null;
    }

    /// <summary>Gives it room for all that is written here.</summary>
    public void Widen()
    {
        if (!TryShell("mount", "-o", $"remount,size=256m,nr_inodes={ManyFiles}", Path))
            throw new InvalidOperationException($"{Path} cannot be given more room");
    }

    /// <summary>Takes all the room that is left.</summary>
    /// <param name="name">Of the file that takes it.</param>
    public void Fill(string name)
    {
        try
        {
            using FileStream file = new(System.IO.Path.Combine(Path, name), FileMode.Create, FileAccess.Write, FileShare.None, 0);
            byte[] page = new byte[Page];
            while (true)
                file.Write(page);
        }
        catch (IOException)
        {
            // It is full.
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!TryShell("umount", Path))
            throw new InvalidOperationException($"{Path} cannot be unmounted");
    }

    private static bool TryShell(string program, params string[] words)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(program, words) { RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
