using RbmTheory.Simulation.Training;

namespace RbmTheory.Simulation.Tests;

public class SnapshotScheduleTests
{
    [Theory]
    [InlineData(4, 20, 600, 30_000)]
    [InlineData(6, 20, 600, 30_000)]
    [InlineData(1, 7, 0, 1000)]
    [InlineData(100, 1, 30, 5000)]
    [InlineData(3, 1000, 100, 1000)]
    public void It_is_the_powers_and_the_multiples_each_once_and_in_order(int perOctave, int every, int until, int last)
    {
        HashSet<long> expected = [];
        for (int j = 0; j < 20 * perOctave; j++)
            expected.Add((long)Math.Ceiling(Math.Exp(j * Math.Log(2) / perOctave) - 1e-9));
        for (int update = every; update <= until; update += every)
            expected.Add(update);
        Assert.Equal(expected.Where(update => update <= last).Order(), new SnapshotSchedule(perOctave, every, until).UpTo(last));
    }

    [Fact]
    public void Six_an_octave_are_79_of_30000_updates_and_30_more_below_600()
    {
        Assert.Equal(79, new SnapshotSchedule(6, 1, 0).UpTo(30_000).Count);
        Assert.Equal(109, new SnapshotSchedule(6, 20, 600).UpTo(30_000).Count);
    }

    [Fact]
    public void A_longer_training_has_the_same_updates_and_more()
    {
        SnapshotSchedule schedule = new(6, 20, 600);
        IReadOnlyList<long> few = schedule.UpTo(777), many = schedule.UpTo(5000);
        Assert.Equal(few, many.Take(few.Count));
        Assert.True(many[few.Count] > 777);
        Assert.Empty(schedule.UpTo(0));
        Assert.Equal(long.MaxValue, schedule.NextAfter(long.MaxValue - 20));
    }

    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(101, 1, 1)]
    [InlineData(1, 0, 1)]
    [InlineData(1, 1, -1)]
    public void What_is_no_schedule_is_refused(int perOctave, int every, int until)
        => Assert.Throws<ArgumentException>(() => new SnapshotSchedule(perOctave, every, until));
}
