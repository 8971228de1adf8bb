using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using RbmTheory.Compare.Training;

namespace RbmTheory.Compare.Mnist;

/// <summary>
/// Fetches files of known content from the first mirror that has them. What has come is kept in <c>NAME.gz.part</c>: an
/// interrupted download goes on there. A file gets its name only when its content is right, so that whatever has a name
/// is whole.
/// </summary>
/// <param name="files">The files.</param>
/// <param name="mirrors">Addresses of folders, in the order in which they are tried.</param>
/// <param name="patience">How long a mirror may send nothing.</param>
/// <param name="say">Told, a line each, what is done.</param>
internal sealed class MnistDownload(
    IReadOnlyList<MnistFile> files, IReadOnlyList<Uri> mirrors, TimeSpan patience, Action<string> say)
{
    /// <summary>Public mirrors.</summary>
    public static readonly IReadOnlyList<string> Mirrors =
        ["https://ossci-datasets.s3.amazonaws.com/mnist/", "https://storage.googleapis.com/cvdf-datasets/mnist/"];

    private const int BlockBytes = 1 << 16;

    /// <summary>Fetches what is not there yet.</summary>
    /// <param name="folder">The folder; it is made where missing.</param>
    /// <param name="stop">Interrupts it; what has come is kept.</param>
    /// <exception cref="InputException">No mirror has a file with the right content, or there is another file of its
    /// name: one line says why.</exception>
    public async Task FetchAsync(string folder, CancellationToken stop)
    {
        Directory.CreateDirectory(folder);
        foreach (MnistFile file in files)
        {
            if (file.PathIn(folder) is string path)
                RequireRight(file, path);
            else
                await FetchAsync(file, Path.Combine(folder, file.PackedName), stop).ConfigureAwait(false);
        }
    }

    private async Task FetchAsync(MnistFile file, string target, CancellationToken stop)
    {
        List<string> failures = [];
        foreach (Uri mirror in mirrors)
        {
            try
            {
                if (await TryFetchAsync(file, new Uri(mirror, file.PackedName), target, stop).ConfigureAwait(false))
                    return;
                failures.Add($"{mirror} has other content of its name, by its SHA-256");
            }
            catch (Exception error) when (error is HttpRequestException or TimeoutException)
            {
                failures.Add($"{mirror} {Reason(error)}");
            }

            say($"{file.PackedName}: {failures[^1]}");
        }

        throw new InputException(
            $"{file.PackedName} could not be fetched: {string.Join("; ", failures)}; give other mirrors by --from");
    }

    /// <summary>Fetches a file from one mirror, going on with what is there, and once more from its beginning where
    /// that came to other content: it may be of another mirror, packed in another way.</summary>
    /// <returns>Whether the content is right; else nothing is left.</returns>
    private async Task<bool> TryFetchAsync(MnistFile file, Uri address, string target, CancellationToken stop)
    {
        string part = target + ".part";
        while (true)
        {
            bool wentOn = await DownloadAsync(file, address, part, stop).ConfigureAwait(false);
            if (IsRight(file, part))
            {
                File.Move(part, target, overwrite: false);
                say($"{file.PackedName}: {Size(new FileInfo(target).Length)}, its content is right");
                return true;
            }

            File.Delete(part);
            if (!wentOn)
                return false;
            say($"{file.PackedName}: what was there does not go on with that of {address.Host}; again from its "
                + "beginning");
        }
    }

    /// <summary>Appends what a mirror has to what is there.</summary>
    /// <returns>Whether there was something.</returns>
    private async Task<bool> DownloadAsync(MnistFile file, Uri address, string part, CancellationToken stop)
    {
        using SocketsHttpHandler handler = new() { UseProxy = !address.IsLoopback };
        using HttpClient client = new(handler) { Timeout = Timeout.InfiniteTimeSpan };
        long there = File.Exists(part) ? new FileInfo(part).Length : 0;
        using HttpRequestMessage request = new(HttpMethod.Get, address);
        if (there > 0)
            request.Headers.Range = new RangeHeaderValue(there, null);
        using HttpResponseMessage response = await Patiently(
            token => client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, token), stop)
            .ConfigureAwait(false);
        if (there > 0 && response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable)
            return true;
        response.EnsureSuccessStatusCode();
        using FileStream stream = new(part, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        bool goesOn = response.StatusCode == HttpStatusCode.PartialContent
            && response.Content.Headers.ContentRange?.From == there && stream.Length == there;
        if (!goesOn)
            stream.SetLength(there = 0);
        stream.Position = there;
        say($"{file.PackedName}: from {address}{(goesOn ? $", going on after {Size(there)}" : "")}");
        await CopyAsync(response, stream, file, stop).ConfigureAwait(false);
        stream.Flush(flushToDisk: true);
        return goesOn;
    }

    private async Task CopyAsync(
        HttpResponseMessage response, FileStream stream, MnistFile file, CancellationToken stop)
    {
        using Stream body = await Patiently(response.Content.ReadAsStreamAsync, stop).ConfigureAwait(false);
        byte[] block = new byte[BlockBytes];
        while (true)
        {
            int count = await Patiently(token => body.ReadAsync(block, token).AsTask(), stop).ConfigureAwait(false);
            if (count == 0)
                return;
            // Packed a file is smaller, or at most a few bytes larger.
            if (stream.Position + count > file.Bytes + BlockBytes)
            {
                stream.SetLength(0);
                throw new HttpRequestException($"sends more than the {Size(file.Bytes)} of the file");
            }

            await stream.WriteAsync(block.AsMemory(0, count), stop).ConfigureAwait(false);
        }
    }

    /// <summary>Waits for a mirror, but not for ever.</summary>
    private async Task<T> Patiently<T>(Func<CancellationToken, Task<T>> wait, CancellationToken stop)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(patience);
        try
        {
            return await wait(limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            throw new TimeoutException(
                string.Create(CultureInfo.InvariantCulture, $"sent nothing for {patience.TotalSeconds:G3} s"));
        }
        catch (IOException error)
        {
            throw new HttpRequestException($"hung up ({error.Message.TrimEnd('.')})");
        }
    }

    private void RequireRight(MnistFile file, string path)
    {
        if (!IsRight(file, path))
            throw new InputException($"{path} has other content than {file.Name} of MNIST, by its SHA-256; remove it, "
                + "or choose another folder by --to");
        say($"{Path.GetFileName(path)}: there already");
    }

    private static bool IsRight(MnistFile file, string path)
    {
        try
        {
            return MnistFolder.DigestOf(FileContent.Unpack(File.ReadAllBytes(path))) == file.Digest;
        }
        catch (FormatException)
        {
            // Damaged, or cut short.
            return false;
        }
    }

    private static string Reason(Exception error) => error switch
    {
        HttpRequestException { StatusCode: HttpStatusCode code } => $"answers {(int)code}",
        TimeoutException => error.Message,
        HttpRequestException { InnerException: null } => error.Message,
        _ => $"cannot be read ({error.Message.TrimEnd('.')})",
    };

    private static string Size(long bytes)
        => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0.###} MB");
}
