using System.Globalization;
using FsCheck.Xunit;
using RbmTheory.Compare.Sweeps;

namespace RbmTheory.Compare.Tests.Sweeps;

/// <summary>Ranges as plans write them.</summary>
public class SteppedRangeTests
{
    [Theory]
    [InlineData("0.3..1.0 by 0.1", "0.3 0.4 0.5 0.6 0.7 0.8 0.9 1")]
    [InlineData("1..4", "1 2 3 4")]
    [InlineData("1..2 by 0.3", "1 1.3 1.6 1.9")]
    [InlineData("1..0 by -0.25", "1 0.75 0.5 0.25 0")]
    [InlineData("-0.2..0.2 by 0.1", "-0.2 -0.1 0 0.1 0.2")]
    [InlineData("1e-3..3e-3 by 1e-3", "0.001 0.002 0.003")]
    [InlineData("7..7", "7")]
    public void A_range_is_what_one_would_write_by_hand(string text, string numbers)
        => Assert.Equal(numbers.Split(' '), SteppedRange.Parse(text).Texts);

    [Theory]
    [InlineData("2..1", "the range is empty: a step of 1 leads from 2 away from 1; it should be below 0")]
    [InlineData("0..1 by -0.1", "the range is empty: a step of -0.1 leads from 0 away from 1; it should be above 0")]
    [InlineData("0..1 by 0", "the step of a range should not be 0")]
    [InlineData("0..1e40", "1e40 in a range should be a number below 7.9E+28")]
    [InlineData("0..7e28 by 1e-5", "a range should have fewer numbers")]
    public void A_range_that_names_no_numbers_is_refused(string text, string reason)
    {
        Assert.True(SteppedRange.IsOne(text));
        Assert.Equal(reason, Assert.Throws<FormatException>(() => SteppedRange.Parse(text)).Message);
    }

    [Theory]
    [InlineData("data.npy")]
    [InlineData("../data")]
    [InlineData("1..x")]
    [InlineData("1...5 by")]
    [InlineData("spin")]
    public void Other_words_are_no_ranges(string text) => Assert.False(SteppedRange.IsOne(text));

    [Property]
    public void Every_number_is_the_first_plus_whole_steps_and_none_passes_the_last(int first, short span, ushort step)
    {
        decimal from = first / 1000m, by = (step + 1) / 1000m * Math.Sign(span == 0 ? 1 : span), to = from + span / 100m;
        string text = string.Create(CultureInfo.InvariantCulture, $"{from}..{to} by {by}");
        decimal[] numbers = [.. SteppedRange.Parse(text).Texts.Select(t => decimal.Parse(t, CultureInfo.InvariantCulture))];
        Assert.Equal(Enumerable.Range(0, numbers.Length).Select(i => from + i * by), numbers);
        Assert.True(Math.Abs(numbers[^1] - from) <= Math.Abs(to - from));
        Assert.True(Math.Abs(numbers[^1] + by - from) > Math.Abs(to - from));
    }
}
