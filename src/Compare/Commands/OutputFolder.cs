using RbmTheory.Compare.Records;

namespace RbmTheory.Compare.Commands;

/// <summary>The folder a verb writes to.</summary>
public static class OutputFolder
{
    private static readonly string[] Within = ["figures", "records"];

    /// <summary>Makes the folder and tries to write there and in the folders of figures and records, before any work is done.</summary>
    /// <param name="path">The folder.</param>
    /// <exception cref="InputException">It cannot be made or written.</exception>
    public static string Prepare(string path)
    {
        if (path.Length == 0)
            throw new InputException("--out = , but it should be a folder that can be written");
        try
        {
            Directory.CreateDirectory(path);
            // What is there already may be a file, or have other rights than the folder it stands in.
            string[] inside = [.. Within.Select(name => Path.Combine(path, name)).Where(Path.Exists)];
            foreach (string folder in inside.Prepend(path))
            {
                Forsaken.Remove(folder, ".*.tmp");
                string probe = Path.Combine(folder, $".{Environment.ProcessId}.tmp");
                File.WriteAllText(probe, "");
                File.Delete(probe);
            }

            return path;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new InputException(
                $"--out = {path}, but it should be a folder that can be written ({error.Message})");
        }
    }
}
