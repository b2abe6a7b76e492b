// Generated from the API description by `npm run generate:client`: change the API, not this file.

/** How likely active customers are lost, a page of them */
export interface ChurnRisk {
  /** how it is worked out */
  readonly method: string;
  /** a business day */
  readonly asOf: string;
  /** a position of the log; opaque where a part only is seen */
  readonly position: string;
  /** days from asOf on */
  readonly within: number;
  /** customers who are active */
  readonly count: number;
  /** null where too few were lost, or stayed, to learn from */
  readonly model: {
    /** the days that customers were looked at as of */
    readonly trainedOn: readonly string[];
    /** customers on those days */
    readonly examples: number;
    /** of them within the days */
    readonly lost: number;
    /** logarithm of the odds of the average customer */
    readonly intercept: number;
    readonly weights: readonly {
      readonly feature: 'recency' | 'frequency' | 'gap' | 'money' | 'interactions' | 'tenure' | 'tier';
      /** which number of it */
      readonly of: string;
      /** on the logarithm of the odds, for each standard deviation */
      readonly weight: number;
    }[];
  } | null;
  /** null where there is too little before asOf */
  readonly holdout: {
    /** the day they are judged as of, within days before asOf */
    readonly origin: string;
    /** the earlier days that are learned from for it */
    readonly trainedOn: readonly string[];
    /** who were active then */
    readonly customers: number;
    /** of them in the days after it */
    readonly lost: number;
    /** how often one who was lost has the higher risk than one who was not; 0.5 is chance */
    readonly auc: number | null;
    /** the mean squared error of risk: 0 is best */
    readonly brier: number | null;
    /** in ten groups of equal size at most, by risk */
    readonly calibration: readonly {
      /** of about equal risk */
      readonly customers: number;
      /** the lowest risk of them */
      readonly from: number;
      /** the highest */
      readonly to: number;
      /** the mean of their risk */
      readonly predicted: number;
      /** how many of them were lost */
      readonly actual: number;
    }[];
    /** the rule of GET /v1/overdue on the same customers */
    readonly overdue: {
      /** of the rule */
      readonly auc: number | null;
      /** customers */
      readonly chosen: number;
      /** of them who were */
      readonly lost: number;
      /** lost / chosen; null of none */
      readonly precision: number | null;
      /** of all who were lost; null where nobody was */
      readonly recall: number | null;
    };
    /** as many customers as that rule names, those of the highest risk */
    readonly asMany: {
      /** customers */
      readonly chosen: number;
      /** of them who were */
      readonly lost: number;
      /** lost / chosen; null of none */
      readonly precision: number | null;
      /** of all who were lost; null where nobody was */
      readonly recall: number | null;
    };
  } | null;
  /** those of the highest risk first */
  readonly customers: readonly {
    /** of the customer */
    readonly id: string;
    /** the probability of being lost within the days; null where nothing could be learned */
    readonly risk: number | null;
    /** past one and a half usual gaps, see GET /v1/overdue */
    readonly overdue: boolean;
    /** the three that weigh most, whichever way */
    readonly reasons: readonly {
      readonly feature: 'recency' | 'frequency' | 'gap' | 'money' | 'interactions' | 'tenure' | 'tier';
      /** on the logarithm of the odds, against the average customer */
      readonly effect: number;
      /** in words */
      readonly text: string;
    }[];
  }[];
  /** what the next page is asked for with; null at the end */
  readonly next: string | null;
  /** why not to trust it; empty where nothing speaks against it */
  readonly warnings: readonly string[];
}
