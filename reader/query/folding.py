"""Text without case and accents; it lives in `reader.model.folding`, because the index on disk folds the same way."""

from reader.model.folding import fold, fold_with_origins

__all__ = ["fold", "fold_with_origins"]
