package dev.factorizer.models.runs;

import dev.factorizer.models.curves.CurveDrawing;
import dev.factorizer.models.curves.TrainingCurves;
import java.io.IOException;

/** Keeps the picture of the curves up to date. A training doesn't end because it can't be drawn. */
final class CurvesLog implements RunLog {
    private static final double SECONDS_BETWEEN = 60;

    private final FoldFolder files;
    private final CurveDrawing drawing;
    private final RunListener listener;
    private double drawn = Double.NEGATIVE_INFINITY;
    private boolean failed;

    CurvesLog(FoldFolder files, CurveDrawing drawing, RunListener listener) {
        this.files = files;
        this.drawing = drawing;
        this.listener = listener;
    }

    @Override
    public void accept(RunEvent event) {
        switch (event) {
            case RunEvent.EpochEnded epoch when epoch.seconds() - drawn >= SECONDS_BETWEEN -> {
                draw();
                drawn = epoch.seconds();
            }
            case RunEvent.Ended ended when ended.step() > 0 -> draw();
            default -> { }
        }
    }

    private void draw() {
        if (failed) {
            return;
        }
        try {
            drawing.write(TrainingCurves.read(files.log()), files.curves());
        } catch (IOException | RuntimeException e) {
            failed = true;
            listener.accept(new RunEvent.Warned("the curves can't be drawn (" + e.getMessage() + "); the training goes on without their"
                    + " picture"));
        }
    }

    @Override
    public void close() { }
}
