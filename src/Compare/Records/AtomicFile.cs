using System.Text;

namespace RbmTheory.Compare.Records;

/// <summary>Files that are written whole or not at all. What is no file, such as <c>/dev/stdout</c>, a pipe or a link to one,
/// is not replaced but written to.</summary>
public static class AtomicFile
{
    /// <summary>Writes text in UTF-8.</summary>
    /// <param name="path">The target; its folder is made where missing.</param>
    /// <param name="text">The content.</param>
    public static void WriteText(string path, string text) => WriteBytes(path, Encoding.UTF8.GetBytes(text));

    /// <summary>Writes to a temporary neighbour, flushes it to the disk and renames it over the target.</summary>
    /// <param name="path">The target; its folder is made where missing.</param>
    /// <param name="content">The content.</param>
    public static void WriteBytes(string path, byte[] content) => Write(path, stream => stream.Write(content));

    /// <summary>Writes to a temporary neighbour, flushes it to the disk and renames it over the target.</summary>
    /// <param name="path">The target; its folder is made where missing.</param>
    /// <param name="write">Writes the content; the stream can seek.</param>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        if (File.Exists(path) && TryWriteThrough(path, write))
            return;
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        string temporary = $"{path}.{Environment.ProcessId}.tmp";
        try
        {
            using (FileStream stream = new(temporary, FileMode.Create, FileAccess.Write))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>Writes to a device or a pipe.</summary>
    /// <returns>Whether it is one; nothing is done to a file.</returns>
    private static bool TryWriteThrough(string path, Action<Stream> write)
    {
        if (OperatingSystem.IsWindows())
            return false;
        FileStream target;
        try
        {
            target = new(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false; // a file that may not be changed may yet be replaced
        }

        using (target)
        {
            if (!IsDevice(target))
                return false;
            // A device cannot seek.
            using MemoryStream content = new();
            write(content);
            target.Write(content.GetBuffer().AsSpan(0, (int)content.Length));
            return true;
        }
    }

    private static bool IsDevice(FileStream target)
    {
        if (!target.CanSeek)
            return true;
        if (target.Length > 0)
            return false;
        try
        {
            target.SetLength(0);
            return false;
        }
        catch (Exception error) when (error is IOException or ArgumentException)
        {
            return true; // the length of a device cannot be set
        }
    }
}
