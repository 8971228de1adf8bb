using System.CommandLine;
using RbmTheory.Compare.Mnist;

namespace RbmTheory.Compare.Commands;

/// <summary><c>rbm data mnist</c>: fetches data that others publish.</summary>
internal static class DataCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>The verb.</summary>
    /// <param name="terminal">What it may use.</param>
    public static Command Create(Terminal terminal)
        => new("data", "Fetch data that others publish") { Mnist(terminal) };

    private static Command Mnist(Terminal terminal)
    {
        Option<string> to = new("--to")
        {
            Description = "Folder to write to; --data mnist looks into the default by itself",
            HelpName = "folder",
            DefaultValueFactory = _ => MnistFolder.Standard,
        };
        Option<string[]> from = new("--from")
        {
            Description = "Mirrors, addresses of folders, tried in their order",
            HelpName = "url…",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => [.. MnistDownload.Mirrors],
        };
        Command command = new("mnist", "Fetch the four files of the MNIST digits, 12 MB, from public mirrors, and "
            + "check their content by its SHA-256. An interrupted download goes on where it was; "
            + "files that are there stay")
        {
            to, from,
        };
        command.SetAction(parsed => Fetch(
            terminal, parsed.GetValue(to)!, [.. parsed.GetValue(from)!.Select(AddressOf)]));
        return command;
    }

    private static int Fetch(Terminal terminal, string folder, Uri[] mirrors)
    {
        if (folder.Length == 0 || File.Exists(folder))
            throw new InputException($"--to = {folder}, but it should be a folder");
        if (mirrors.Length == 0)
            throw new InputException("--from = nothing, but it should be one address or more");
        MnistDownload download = new(MnistFile.All, mirrors, Patience, terminal.Output.WriteLine);
        try
        {
            download.FetchAsync(folder, terminal.Cancellation).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException)
        {
            throw new InterruptedException(
                "interrupted; what was fetched is kept, and the same command goes on from there");
        }

        bool isFound = Path.GetFullPath(folder) == Path.GetFullPath(MnistFolder.Standard);
        terminal.Output.WriteLine($"{folder}: the MNIST digits; --data mnist "
            + (isFound ? "finds them" : $"finds them with --mnist {folder}, or {MnistFolder.Variable} set to it"));
        return 0;
    }

    private static Uri AddressOf(string text)
        => Uri.TryCreate(text.TrimEnd('/') + '/', UriKind.Absolute, out Uri? address)
            && address.Scheme is "http" or "https" ? address
            : throw new InputException(
                $"--from = {text}, but it should be an address that begins with https:// or http://");
}
