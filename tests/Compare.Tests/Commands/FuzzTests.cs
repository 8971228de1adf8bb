using FsCheck.Xunit;
using RbmTheory.Compare.Tests.Support;

namespace RbmTheory.Compare.Tests.Commands;

public sealed class FuzzTests : IDisposable
{
    private static readonly string[] Verbs = ["report", "figure", "train", "flow"];

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Property(MaxTest = 1000)]
    public void Any_words_at_all_are_done_or_refused_in_one_line(Words words)
    {
        File.WriteAllText(_folder["file"], "");
        IsDoneOrRefused(words.Values);
        Assert.Equal(["file"], _folder.Files());
    }

    private void IsDoneOrRefused(string[] words)
    {
        // No line may start a run: a second --out is an error, and the only one is a file, not a folder.
        bool mayRun = words.Any(w => Verbs.Contains(w));
        string[] arguments = mayRun ? [.. words, "--out", _folder["file"]] : words;
        Reply reply = Rbm.Run(arguments);
        Assert.Contains(reply.Code, (int[])[0, 2]);
        if (reply.Code == 2)
            Assert.StartsWith("rbm: ", Assert.Single(reply.ErrorLines), StringComparison.Ordinal);
        else
            Assert.Equal("", reply.Errors);
    }
}
