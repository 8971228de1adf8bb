using System.IO.Compression;
using RbmTheory.Compare.Mnist;
using RbmTheory.Compare.Tests.Support;

namespace RbmTheory.Compare.Tests.Mnist;

/// <summary>Downloads from servers on the loopback that behave well and badly; the files are small and of their own
/// digests.</summary>
public sealed class MnistDownloadTests : IDisposable
{
    private static readonly byte[] Content = [.. Enumerable.Range(0, 3000).Select(n => (byte)(n * n % 251))];
    private static readonly byte[] Packed = Pack(Content, CompressionLevel.Optimal), Stored = Pack(Content, CompressionLevel.NoCompression);
    private static readonly MnistFile One = new("one-ubyte", Content.Length, MnistFolder.DigestOf(Content));

    private readonly TempFolder _folder = new();
    private readonly List<string> _said = [];

    private string Target => _folder["mnist", "one-ubyte.gz"];

    private string Part => Target + ".part";

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Files_are_fetched_once_each_and_those_that_are_there_stay()
    {
        MnistFile two = new("two-ubyte", 5, MnistFolder.DigestOf(Content.AsMemory(0, 5)));
        using LoopbackServer server = new(asked => Answer.Whole(asked.Path == "/folder/one-ubyte.gz" ? Packed : Content[..5]));
        Fetch([One, two], server.Address + "folder/");
        Assert.Equal(Packed, File.ReadAllBytes(Target));
        // What a mirror sends unpacked is right too.
        Assert.Equal(Content[..5], File.ReadAllBytes(_folder["mnist", "two-ubyte.gz"]));
        Assert.Equal([new("/folder/one-ubyte.gz", null), new("/folder/two-ubyte.gz", null)], server.Asked);
        Fetch([One, two], server.Address + "folder/");
        Assert.Equal(2, server.Asked.Length);
        Assert.Equal(2, Directory.GetFiles(_folder["mnist"]).Length);
        Assert.Equal("one-ubyte.gz: there already", _said[^2]);
    }

    [Theory]
    [InlineData(404)]
    [InlineData(503)]
    public void Where_one_mirror_has_no_file_the_next_is_asked(int status)
    {
        using LoopbackServer without = new(_ => new(status, [])), with = new(_ => Answer.Whole(Packed));
        Fetch([One], without.Address, with.Address);
        Assert.Equal(Packed, File.ReadAllBytes(Target));
        Assert.Contains(_said, line => line.EndsWith($"answers {status}", StringComparison.Ordinal));
        InputException error = Assert.Throws<InputException>(() => Fetch([One with { Name = "other" }], without.Address));
        Assert.Equal($"other.gz could not be fetched: {without.Address} answers {status}; give other mirrors by --from", error.Message);
        Assert.False(File.Exists(_folder["mnist", "other.gz.part"]));
    }

    [Fact]
    public void Other_content_is_refused_and_nothing_is_left_of_it()
    {
        byte[] wrong = [.. Content];
        wrong[1234] ^= 1;
        using LoopbackServer other = new(_ => Answer.Whole(Pack(wrong, CompressionLevel.Optimal))), right = new(_ => Answer.Whole(Packed));
        InputException error = Assert.Throws<InputException>(() => Fetch([One], other.Address));
        Assert.Equal($"one-ubyte.gz could not be fetched: {other.Address} has other content of its name, by its SHA-256; give other "
            + "mirrors by --from", error.Message);
        Assert.Empty(Directory.GetFiles(_folder["mnist"]));
        Fetch([One], other.Address, right.Address);
        Assert.Equal(Packed, File.ReadAllBytes(Target));
    }

    [Fact]
    public void A_download_that_was_cut_off_goes_on_where_it_was()
    {
        using LoopbackServer cut = new(_ => new(200, Stored[..1000]) { Claimed = Stored.Length });
        using LoopbackServer whole = new(asked => Answer.Ranged(Stored, asked.From));
        InputException error = Assert.Throws<InputException>(() => Fetch([One], cut.Address));
        Assert.Contains("hung up", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
        Assert.False(File.Exists(Target));
        Assert.Equal(Stored[..1000], File.ReadAllBytes(Part));
        Fetch([One], whole.Address);
        Assert.Equal([new("/one-ubyte.gz", 1000)], whole.Asked);
        Assert.Equal(Stored, File.ReadAllBytes(Target));
        Assert.False(File.Exists(Part));
        Assert.Contains(_said, line => line.EndsWith("going on after 0.001 MB", StringComparison.Ordinal));
    }

    [Fact]
    public void Where_a_mirror_hangs_up_the_next_goes_on()
    {
        using LoopbackServer cut = new(_ => new(200, Stored[..1000]) { Claimed = Stored.Length });
        using LoopbackServer whole = new(asked => Answer.Ranged(Stored, asked.From));
        Fetch([One], cut.Address, whole.Address);
        Assert.Equal([new("/one-ubyte.gz", 1000)], whole.Asked);
        Assert.Equal(Stored, File.ReadAllBytes(Target));
    }

    [Theory]
    [InlineData(true, 2)]
    [InlineData(false, 1)]
    public void What_came_from_a_mirror_that_packs_otherwise_is_fetched_again(bool knowsRanges, int times)
    {
        using LoopbackServer server = new(asked => Answer.Ranged(Packed, knowsRanges ? asked.From : null));
        Leave(Stored[..(Packed.Length / 2)]);
        Fetch([One], server.Address);
        Assert.Equal(Packed, File.ReadAllBytes(Target));
        Assert.Equal(times, server.Asked.Length);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(77)]
    public void What_came_whole_but_was_not_named_is_named_and_what_is_too_long_is_fetched_again(int beyond)
    {
        using LoopbackServer server = new(asked => Answer.Ranged(Packed, asked.From));
        Leave([.. Packed, .. Enumerable.Repeat((byte)7, beyond)]);
        Fetch([One], server.Address);
        Assert.Equal(Packed, File.ReadAllBytes(Target));
        Assert.Equal(beyond == 0 ? 1 : 2, server.Asked.Length);
    }

    [Fact]
    public async Task A_mirror_that_says_nothing_is_left()
    {
        using LoopbackServer silent = new(_ => new(0, [])), whole = new(_ => Answer.Whole(Packed));
        await new MnistDownload([One], [new(silent.Address), new(whole.Address)], TimeSpan.FromSeconds(0.5), _said.Add)
            .FetchAsync(_folder["mnist"], CancellationToken.None);
        Assert.Equal(Packed, File.ReadAllBytes(Target));
        Assert.Contains(_said, line => line.EndsWith("sent nothing for 0.5 s", StringComparison.Ordinal));
    }

    [Fact]
    public void More_than_the_file_can_be_is_not_taken()
    {
        using LoopbackServer server = new(_ => Answer.Whole(new byte[1 << 20]));
        InputException error = Assert.Throws<InputException>(() => Fetch([One], server.Address));
        Assert.Contains("sends more than the 0.003 MB of the file", error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Target));
    }

    [Fact]
    public async Task An_interrupted_download_keeps_what_came()
    {
        using CancellationTokenSource stop = new();
        // The user stops when the mirror begins to answer.
        using LoopbackServer server = new(asked => Answer.Ranged(Stored, asked.From));
        Leave(Stored[..500]);
        MnistDownload download = new([One], [new(server.Address)], TimeSpan.FromSeconds(30), line =>
        {
            _said.Add(line);
            stop.Cancel();
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => download.FetchAsync(_folder["mnist"], stop.Token));
        Assert.False(File.Exists(Target));
        byte[] kept = File.ReadAllBytes(Part);
        Assert.True(kept.Length >= 500);
        Assert.Equal(Stored[..kept.Length], kept);
        Fetch([One], server.Address);
        Assert.Equal(Stored, File.ReadAllBytes(Target));
    }

    [Fact]
    public void Another_file_of_the_name_is_not_written_over()
    {
        Directory.CreateDirectory(_folder["mnist"]);
        File.WriteAllText(Target, "mine");
        using LoopbackServer server = new(_ => Answer.Whole(Packed));
        InputException error = Assert.Throws<InputException>(() => Fetch([One], server.Address));
        Assert.Equal($"{Target} has other content than one-ubyte of MNIST, by its SHA-256; remove it, or choose another folder by --to", error.Message);
        Assert.Equal("mine", File.ReadAllText(Target));
        Assert.Empty(server.Asked);
    }

    [Fact]
    public void The_verb_refuses_in_one_line_what_is_not_MNIST()
    {
        using LoopbackServer server = new(_ => Answer.Whole(Packed));
        Reply reply = Rbm.Run("data", "mnist", "--to", _folder["mnist"], "--from", server.Address);
        Assert.Equal(2, reply.Code);
        Assert.Contains("train-images-idx3-ubyte.gz could not be fetched", Assert.Single(reply.ErrorLines), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder["mnist"]));
        Assert.Equal("rbm: --from = ftp://x, but it should be an address that begins with https:// or http://",
            Assert.Single(Rbm.Run("data", "mnist", "--to", _folder["mnist"], "--from", "ftp://x").ErrorLines));
        File.WriteAllText(_folder["file"], "");
        Assert.Equal($"rbm: --to = {_folder["file"]}, but it should be a folder",
            Assert.Single(Rbm.Run("data", "mnist", "--to", _folder["file"], "--from", server.Address).ErrorLines));
    }

    [Fact]
    public void The_verb_interrupted_says_how_to_go_on()
    {
        using LoopbackServer server = new(_ => new(0, []));
        Reply reply = Rbm.Run(["data", "mnist", "--to", _folder["mnist"], "--from", server.Address], new CancellationToken(canceled: true));
        Assert.Equal((130, "rbm: interrupted; what was fetched is kept, and the same command goes on from there"),
            (reply.Code, Assert.Single(reply.ErrorLines)));
    }

    private void Leave(byte[] part)
    {
        Directory.CreateDirectory(_folder["mnist"]);
        File.WriteAllBytes(Part, part);
    }

    private void Fetch(MnistFile[] files, params string[] mirrors)
        => new MnistDownload(files, [.. mirrors.Select(m => new Uri(m))], TimeSpan.FromSeconds(30), _said.Add)
            .FetchAsync(_folder["mnist"], CancellationToken.None).GetAwaiter().GetResult();

    private static byte[] Pack(byte[] content, CompressionLevel level)
    {
        using MemoryStream packed = new();
        using (GZipStream gzip = new(packed, level))
            gzip.Write(content);
        return packed.ToArray();
    }
}
