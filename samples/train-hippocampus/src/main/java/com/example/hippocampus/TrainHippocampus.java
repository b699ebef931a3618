package com.example.hippocampus;

import module dev.factorizer.models;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Arguments: DATA OUTPUT [RECIPE [KEY=VALUE ...]]. Trains fold 0, segments the cases kept apart, and measures the result. */
public final class TrainHippocampus {
    public static void main(String[] arguments) throws IOException {
        Path output = Path.of(arguments[1]);
        Recipe recipe = Recipes.find(arguments.length > 2 ? arguments[2] : "hippocampus");
        for (int i = 3; i < arguments.length; i++) {
            String[] change = arguments[i].split("=", 2);
            recipe = recipe.with(change[0], change[1]);
        }
        DataList data = DataLists.read(Path.of(arguments[0]));
        try (Backend backend = Backends.best()) {
            TrainingRun run = TrainingRun.of(recipe, data, output.resolve("run")).on(backend).listen(TrainHippocampus::tell);
            Path bundle = run.trainFold(0).folder().best();
            List<DataCase> cases = Fold.of(DataLists.withSplits(data, run.folder().splits()), 0).validation();
            Path predictions = Files.createDirectories(output.resolve("predictions"));
            try (Segmenter segmenter = Segmenter.open(bundle, backend)) {
                Predictor predictor = Predictor.of(segmenter).withBundles(List.of(bundle));
                for (PredictionJob job : PredictionJob.of(cases, false)) {
                    predictor.predict(job.scan(), predictions.resolve(job.name()), _ -> { }, _ -> { });
                }
            }
            List<LabelRegion> regions = recipe.model().labels().regions().stream().filter(region -> region.value() != 0)
                    .map(region -> new LabelRegion(region.name(), Set.of(region.value()))).toList();
            EvaluationResult result = new LabelComparison(LabelFolders.pairs(predictions, cases, false))
                    .measure(regions, MetricSet.STANDARD, _ -> { });
            EvaluationFolder.in(Files.createDirectories(output.resolve("evaluation"))).write(result);
            regions.forEach(region -> System.out.println(region.name() + ": Dice " + result.mean(region.name(), "dice").describe()));
        }
    }

    private static void tell(RunEvent event) {
        switch (event) {
            case RunEvent.EpochEnded epoch -> System.out.printf("epoch %d: loss %.4f%n", epoch.epoch(), epoch.meanLoss());
            case RunEvent.Validated after -> System.out.printf("epoch %d: Dice %.4f%n", after.epoch(), after.score().meanDice());
            case RunEvent.Warned warning -> System.err.println(warning.sentence());
            default -> { }
        }
    }
}
