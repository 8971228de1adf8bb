using System.Text;

namespace RbmTheory.Compare.Records;

/// <summary>Files that are written whole or not at all.</summary>
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
}
