using RbmTheory.Compare.Commands;
using RbmTheory.Compare.Tests.Support;

namespace RbmTheory.Compare.Tests.Commands;

public sealed class TerminalTests : IDisposable
{
    private readonly CancellationTokenSource _interrupt = new();
    private readonly ManualResetEventSlim _begun = new();

    public void Dispose()
    {
        _interrupt.Dispose();
        _begun.Dispose();
    }

    [Fact]
    public async Task Work_that_an_interruption_does_not_stop_is_left_behind()
    {
        using ManualResetEventSlim end = new();
        Task<bool> waited = Wait(() =>
        {
            _begun.Set();
            return end.Wait(TimeSpan.FromMinutes(1));
        });
        _begun.Wait();
        _interrupt.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waited);
        Assert.False(end.IsSet);
        end.Set();
    }

    [Fact]
    public async Task What_work_makes_of_an_interruption_counts()
    {
        Task<int> done = Wait(() =>
        {
            _begun.Set();
            return _interrupt.Token.WaitHandle.WaitOne() ? 1 : 2;
        });
        _begun.Wait();
        _interrupt.Cancel();
        Assert.Equal(1, await done);
    }

    [Fact]
    public void What_is_wrong_in_the_work_is_thrown_as_it_is()
        => Assert.Equal("x", Assert.Throws<InputException>(
            () => Terminal().Wait<int>("work", quiet: false, () => throw new InputException("x"))).Message);

    [Theory]
    [InlineData("8\u001b[31m\v9\u0085\0")]
    [InlineData("8\r\n9\n\n")]
    public void A_value_with_control_characters_is_refused_in_one_plain_line(string value)
    {
        Reply reply = Rbm.Run("theory", "bump", "--sites", value);
        Assert.Equal(2, reply.Code);
        string line = Assert.Single(reply.ErrorLines);
        Assert.StartsWith("rbm: --sites = 8", line, StringComparison.Ordinal);
        Assert.DoesNotContain(line.TrimEnd('\r'), char.IsControl);
    }

    private Task<T> Wait<T>(Func<T> work) => Task.Run(() => Terminal().Wait("work", quiet: false, work));

    private Terminal Terminal() => new(TextWriter.Null, TextWriter.Null, IsInteractive: false, _interrupt.Token);
}
