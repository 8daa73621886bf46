import { testEveryVerb } from './every-verb';

testEveryVerb(1);
