using RbmTheory.Simulation.Units;

namespace RbmTheory.Compare.Training;

/// <summary>What a model term by the TAP equations asks of the other settings of a training.</summary>
internal static class TapSettings
{
    private static readonly string[] OfTap = ["tap-iterations", "tap-tolerance", "tap-persistent"];

    /// <summary>Refuses units that have no such equations, and settings of the equations where the model term is
    /// another.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="visible">The visible units; null where the data have still to say them.</param>
    /// <exception cref="InputException">Settings do not go together.</exception>
    public static void Check(TrainingSettings settings, IVisibleUnit? visible)
    {
        string negative = SettingList.Find("negative")!.TextOf(settings)!;
        if (settings.Plan.TapOrder == 0)
        {
            foreach (string name in OfTap)
            {
                if (SettingList.Find(name)!.TextOf(settings) is string text)
                    throw new InputException($"--{name} = {text}, but it should be left out where --negative is "
                        + $"{negative}, not tap1, tap2 or tap3");
            }

            return;
        }

        foreach ((string name, IUnit? unit) in (ReadOnlySpan<(string, IUnit?)>)[
            ("visible", visible), ("hidden-units", settings.HiddenUnit)])
        {
            if (unit is not (null or SpinUnit or BinaryUnit))
                throw new InputException($"--{name} = {unit.Name}, but with --negative = {negative} it should be spin "
                    + "or binary");
        }
    }
}
