using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace RbmTheory.Compare.Tests.Support;

/// <summary>What is asked for.</summary>
/// <param name="Path">The path of the address.</param>
/// <param name="From">The first byte of the range; null for the whole.</param>
internal sealed record Asked(string Path, long? From);

/// <summary>What a server sends.</summary>
/// <param name="Status">200, 206, 404, …; 0 for silence until the client gives up.</param>
/// <param name="Body">Its bytes.</param>
internal sealed record Answer(int Status, byte[] Body)
{
    /// <summary>The length that the header claims; longer than the body where the server hangs up.</summary>
    public int Claimed { get; init; } = Body.Length;

    /// <summary>The beginning of the range in the header.</summary>
    public long? From { get; init; }

    public static Answer Whole(byte[] body) => new(200, body);

    /// <summary>As servers do that know ranges.</summary>
    public static Answer Ranged(byte[] body, long? from)
        => from is not long first ? Whole(body)
            : first >= body.Length ? new(416, []) : new(206, body[(int)first..]) { From = first };
}

/// <summary>An HTTP server on the loopback, of one answer a connection.</summary>
internal sealed class LoopbackServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Func<Asked, Answer> _answer;
    private readonly List<Asked> _asked = [];
    private readonly CancellationTokenSource _end = new();

    public LoopbackServer(Func<Asked, Answer> answer)
    {
        _answer = answer;
        _listener.Start();
        _ = Task.Run(AcceptAsync);
    }

    public string Address => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/";

    /// <summary>All that was asked for, in order.</summary>
    public Asked[] Asked
    {
        get
        {
            lock (_asked)
                return [.. _asked];
        }
    }

    public void Dispose()
    {
        _end.Cancel();
        _listener.Stop();
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (true)
            _ = ServeAsync(await _listener.AcceptTcpClientAsync(_end.Token));
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            NetworkStream stream = client.GetStream();
            byte[] block = new byte[1 << 14];
            string head = "";
            while (!head.Contains("\r\n\r\n", StringComparison.Ordinal))
                head += Encoding.ASCII.GetString(block, 0, await stream.ReadAsync(block, _end.Token));
            Match range = Regex.Match(head, @"^Range: bytes=(\d+)-\r$", RegexOptions.Multiline | RegexOptions.IgnoreCase);
            Asked asked = new(head.Split(' ')[1], range.Success ? long.Parse(range.Groups[1].Value, CultureInfo.InvariantCulture) : null);
            lock (_asked)
                _asked.Add(asked);
            Answer answer = _answer(asked);
            if (answer.Status == 0)
            {
                await Task.Delay(Timeout.Infinite, _end.Token);
                return;
            }

            string place = answer.From is long from ? $"Content-Range: bytes {from}-{from + answer.Claimed - 1}/{from + answer.Claimed}\r\n" : "";
            await stream.WriteAsync(Encoding.ASCII.GetBytes(
                $"HTTP/1.1 {answer.Status} X\r\nContent-Length: {answer.Claimed}\r\n{place}Connection: close\r\n\r\n"), _end.Token);
            await stream.WriteAsync(answer.Body, _end.Token);
            client.Client.Shutdown(SocketShutdown.Send);
            // Until the client has closed too: to close with something unread would reset the connection.
            while (await stream.ReadAsync(block, _end.Token) > 0)
            {
            }
        }
    }
}
