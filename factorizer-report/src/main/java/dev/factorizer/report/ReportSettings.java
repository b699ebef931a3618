package dev.factorizer.report;

import java.util.Optional;

/**
 * What is in a report.
 *
 * @param title of the page
 * @param worst how many of the worst cases are drawn, 0 to 100
 * @param uncertain how many of the cases that the model was most unsure of are drawn, 0 to 100
 * @param channel which channel of the images is drawn, from 0
 * @param window which intensities are black and white; empty for those of all but the 0.5 % darkest and brightest voxels of each image
 * @param shownCase which case the viewer shows; empty for the first with component maps, or else the worst
 * @param components how many component maps the viewer gets, 0 to 20
 * @param bytes about how large the file may get; volumes are coarsened to it
 */
public record ReportSettings(String title, int worst, int uncertain, int channel, Optional<Window> window, Optional<String> shownCase,
        int components, long bytes) {
    /** Twelve of the worst and of the most uncertain cases, the first channel, four components, 10 MB. */
    public static final ReportSettings DEFAULT = new ReportSettings("Segmentation report", 12, 12, 0, Optional.empty(), Optional.empty(), 4,
            10_000_000);

    private static final int MOST_DRAWN = 100;
    private static final int MOST_COMPONENTS = 20;
    private static final long LEAST_BYTES = 4_000_000;
    private static final long MOST_BYTES = 500_000_000;

    /**
     * Which intensities are black and white.
     *
     * @param low black, and all below
     * @param high white, and all above; more than {@code low}
     */
    public record Window(double low, double high) {
        /** Checks the limits. */
        public Window {
            if (!Double.isFinite(low) || !Double.isFinite(high) || !(low < high)) {
                throw new IllegalArgumentException("report: the window is " + low + " to " + high
                        + ", expected finite numbers, the first one smaller");
            }
        }
    }

    /** Checks the numbers. */
    public ReportSettings {
        require("cases of the worst", worst, 0, MOST_DRAWN);
        require("most uncertain cases", uncertain, 0, MOST_DRAWN);
        require("the channel", channel, 0, Integer.MAX_VALUE);
        require("component maps", components, 0, MOST_COMPONENTS);
        require("bytes", bytes, LEAST_BYTES, MOST_BYTES);
        if (title.isBlank()) {
            throw new IllegalArgumentException("report: the title is blank, expected a text");
        }
    }

    private static void require(String what, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException("report: " + what + ": found " + value + ", expected " + least + " to " + most);
        }
    }

    /**
     * {@return the same with another title}
     *
     * @param text of the page
     */
    public ReportSettings withTitle(String text) {
        return new ReportSettings(text, worst, uncertain, channel, window, shownCase, components, bytes);
    }

    /**
     * {@return the same with other numbers of cases that are drawn}
     *
     * @param ofWorst of the worst
     * @param ofUncertain of those that the model was most unsure of
     */
    public ReportSettings withGallery(int ofWorst, int ofUncertain) {
        return new ReportSettings(title, ofWorst, ofUncertain, channel, window, shownCase, components, bytes);
    }

    /**
     * {@return the same for another channel of the images}
     *
     * @param number from 0
     */
    public ReportSettings withChannel(int number) {
        return new ReportSettings(title, worst, uncertain, number, window, shownCase, components, bytes);
    }

    /**
     * {@return the same with a fixed window}
     *
     * @param intensities which are black and white
     */
    public ReportSettings withWindow(Window intensities) {
        return new ReportSettings(title, worst, uncertain, channel, Optional.of(intensities), shownCase, components, bytes);
    }

    /**
     * {@return the same with another case in the viewer}
     *
     * @param name of the case
     */
    public ReportSettings withShownCase(String name) {
        return new ReportSettings(title, worst, uncertain, channel, window, Optional.of(name), components, bytes);
    }

    /**
     * {@return the same with another number of component maps}
     *
     * @param number how many the viewer gets
     */
    public ReportSettings withComponents(int number) {
        return new ReportSettings(title, worst, uncertain, channel, window, shownCase, number, bytes);
    }

    /**
     * {@return the same with another size}
     *
     * @param most about how many bytes the file may have
     */
    public ReportSettings withBytes(long most) {
        return new ReportSettings(title, worst, uncertain, channel, window, shownCase, components, most);
    }
}
