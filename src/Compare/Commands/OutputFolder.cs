namespace RbmTheory.Compare.Commands;

/// <summary>The folder a verb writes to.</summary>
public static class OutputFolder
{
    /// <summary>Makes the folder and tries to write there, before any work is done.</summary>
    /// <param name="path">The folder.</param>
    /// <exception cref="InputException">It cannot be made or written.</exception>
    public static string Prepare(string path)
    {
        try
        {
            Directory.CreateDirectory(path);
            string probe = Path.Combine(path, $".{Environment.ProcessId}.tmp");
            File.WriteAllText(probe, "");
            File.Delete(probe);
            return path;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new InputException(
                $"--out = {path}, but it should be a folder that can be written ({error.Message})");
        }
    }
}
