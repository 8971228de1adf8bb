using RbmTheory.Simulation.Trees;

namespace RbmTheory.Simulation.Tests.Trees;

/// <summary>A tree by hand: five data; {0, 3} and {2}, part at 400 of the ages 200 and 800, from {1} and {4}, alike at the
/// oldest, 1600, at 100 of the ages 50 and 200.</summary>
internal static class MadeUpTree
{
    public static ModeNode Root { get; } = new(50, 200, [0, 1, 2, 3, 4],
    [
        new(200, 800, [0, 2, 3], [new(1600, 1600, [0, 3], []), new(1600, 1600, [2], [])]),
        new(1600, 1600, [1, 4], []),
    ]);
}
