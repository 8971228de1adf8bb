namespace RbmTheory.Compare.Records;

/// <summary>Files that are written whole or not at all.</summary>
public static class AtomicFile
{
    /// <summary>Writes text to a temporary neighbour, flushes it to the disk and renames it over the target.</summary>
    /// <param name="path">The target; its folder is made where missing.</param>
    /// <param name="text">The content.</param>
    public static void WriteText(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        string temporary = $"{path}.{Environment.ProcessId}.tmp";
        try
        {
            using (FileStream stream = new(temporary, FileMode.Create, FileAccess.Write))
            using (StreamWriter writer = new(stream))
            {
                writer.Write(text);
                writer.Flush();
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
