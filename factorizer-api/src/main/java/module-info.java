/** x. */
module dev.factorizer.api { exports dev.factorizer.api.tensor; }
